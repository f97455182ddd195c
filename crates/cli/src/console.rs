//! How the program speaks: results on standard output, talk on standard error, in one language, as wide as the terminal.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lampiran_core::Lang;

use crate::Failure;

/// The width taken where there is no terminal.
const USUAL_WIDTH: usize = 80;
/// Wider lines are hard to follow with the eye.
const WIDEST: usize = 140;
/// Narrower than this no table of the form can be shown; lines may then wrap.
const NARROWEST: usize = 40;

/// The two streams, and what was asked of them.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    /// The language of all texts.
    pub lang: Lang,
    /// Columns of a line.
    pub width: usize,
    /// No talk but errors (`-q`).
    pub quiet: bool,
    /// More talk (`-v`).
    pub verbose: bool,
    color: ColorChoice,
}

impl Console {
    /// As the arguments and the environment ask.
    pub fn new(lang: Lang, matches: &ArgMatches) -> Self {
        let color = match matches.get_one::<String>("color").map(String::as_str) {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        Self { lang, width: width(), quiet: matches.get_flag("quiet"), verbose: matches.get_flag("verbose"), color }
    }

    /// A result on standard output, its colours taken off where they are not wanted.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = AutoStream::new(io::stdout().lock(), self.color);
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))
    }

    /// Talk: a line on standard error, unless silence was asked for.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            line(text, self.color);
        }
    }

    /// An error: a line on standard error, always.
    pub fn complain(&self, text: &str) {
        complain(text, self.color);
    }

    /// A bar for `len` steps: on a terminal only, and only when the work takes longer than a second.
    pub fn progress(&self, len: usize) -> Progress {
        let visible = !self.quiet && len > 1 && io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(len as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(
            self.lang
                .pick("{bar:30} {pos}/{len}  sisa {eta}  {wide_msg}", "{bar:30} {pos}/{len}  {eta} left  {wide_msg}"),
        ) {
            bar.set_style(style);
        }
        Progress { bar, since: std::time::Instant::now(), visible }
    }
}

/// An error: a line on standard error.
pub fn complain(text: &str, color: ColorChoice) {
    let style = crate::show::style::SALAH;
    line(&format!("{style}lampiran:{style:#} {text}"), color);
}

fn line(text: &str, color: ColorChoice) {
    let mut err = AutoStream::new(io::stderr().lock(), color);
    // Where even standard error is closed there is nobody left to tell.
    let _ = writeln!(err, "{text}");
}

/// A result of bytes on standard output, as they are.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))
}

/// A progress bar that shows itself only when it is worth it.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    since: std::time::Instant,
    visible: bool,
}

impl Progress {
    /// Names what is being worked on.
    pub fn begin(&self, name: &str) {
        self.bar.set_message(name.to_owned());
    }

    /// Says something without breaking the bar.
    pub fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// One step is done; `name` names what it was.
    pub fn step(&self, name: &str) {
        if self.visible && self.since.elapsed().as_secs() >= 1 && self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(name.to_owned());
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The columns of a line: `COLUMNS` where it is set, the terminal's width where there is one.
fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    asked.or_else(terminal).unwrap_or(USUAL_WIDTH).clamp(NARROWEST, WIDEST)
}
