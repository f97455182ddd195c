//! `lampiran explain`: the page of a check, or the list of all of them.

use clap::{Arg, ArgMatches, Command};
use lampiran_core::Lang;

use super::Entry;
use crate::console::Console;
use crate::pages::pages;
use crate::show::style::STRONG;
use crate::{Exit, Failure, show};

/// The command.
pub const ENTRY: Entry = Entry { names: ("explain", "jelaskan"), build, run };

/// Names less alike than this are not worth a suggestion.
const ALIKE: f64 = 0.6;

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick("Jelaskan satu pemeriksaan, atau sebut semuanya", "Explain a check, or list them all"))
        .override_usage(lang.pick("lampiran jelaskan [NAMA]", "lampiran explain [NAME]"))
        .arg(Arg::new("name").value_name(lang.pick("NAMA", "NAME")).help(
            lang.pick("Nama pemeriksaan, misalnya persen-tidak-cocok", "Name of a check, such as persen-tidak-cocok"),
        ))
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let Some(name) = matches.get_one::<String>("name") else {
        console.print(&list(console))?;
        return Ok(Exit::Clean);
    };
    if let Some(page) = pages().find(|page| page.name == name) {
        console.print(&show::page(&page.in_language(console.lang)))?;
        return Ok(Exit::Clean);
    }
    let near = nearest(name);
    let (id, en) = if near.is_empty() {
        ("`lampiran jelaskan` menyebut semuanya.".to_owned(), "`lampiran explain` lists them all.".to_owned())
    } else {
        let near = near.join(", ");
        (format!("Maksudnya: {near}?"), format!("Did you mean: {near}?"))
    };
    Err(Failure::new(format!("tidak ada pemeriksaan `{name}`. {id}"), format!("there is no check `{name}`. {en}")))
}

/// All names with what they say.
fn list(console: &Console) -> String {
    let names = pages().map(|page| page.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for page in pages() {
        let title = page.title();
        let lines = show::wrap(title.get(console.lang), console.width.saturating_sub(names + 2).max(20));
        for (i, line) in lines.iter().enumerate() {
            let name = if i == 0 { page.name } else { "" };
            show::Line::default().add(name, STRONG).to(names + 2).plain(line).end(&mut out);
        }
    }
    out
}

/// The names most like the one that was typed: three at most.
fn nearest(name: &str) -> Vec<&'static str> {
    let mut near: Vec<(f64, &str)> = pages()
        .map(|page| {
            let alike = strsim::jaro_winkler(name, page.name);
            (if page.name.contains(name) { 1.0 } else { alike }, page.name)
        })
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}
