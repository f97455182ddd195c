//! Formats that no guard makes safe are opened in a child process of our own program, under limits of memory and time:
//! a crash, a hang or a hunger for memory in there costs one file, never the run.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use lampiran_reader::Refusal;
use lampiran_reader::grid::{self, FileFormat, RefusalKind, Workbook};

/// The hidden subcommand that a child is started with.
const CHILD: &str = "__grid";

/// Memory of the child, in bytes of address space.
const MAX_MEMORY: u64 = 512 << 20;
/// Processor time of the child, in seconds.
const MAX_CPU: u64 = 20;
/// Time from start to answer; longer than the processor time, for a machine that is busy.
const MAX_WAIT: Duration = Duration::from_mins(1);
/// Longest answer, in bytes: a workbook of four million cells.
const MAX_ANSWER: usize = 48 << 20;
/// Longest file that the child takes, in bytes; the reader refuses smaller ones.
const MAX_FILE: u64 = 256 << 20;

/// The program that children are started from. Whoever uses this crate as a library (a test) has none.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// To be called first in the program: its exit code where it was started as a child; else it is remembered as the
/// program to start children from.
pub fn start() -> Option<ExitCode> {
    if std::env::args_os().nth(1).is_some_and(|arg| arg == CHILD) {
        return Some(child());
    }
    if let Ok(program) = std::env::current_exe() {
        PROGRAM.get_or_init(|| program);
    }
    None
}

/// Opens a workbook: .xls, .xlsb and .ods in a child process of `program`, or of this program; the others, and all of
/// them where there is no program, right here.
pub fn open(bytes: &[u8], program: Option<&Path>) -> Result<Workbook, Refusal> {
    let program = program.or(PROGRAM.get().map(PathBuf::as_path));
    match (grid::sniff(bytes)?, program) {
        (FileFormat::Xls | FileFormat::Xlsb | FileFormat::Ods, Some(program)) => in_child(bytes, program),
        (format, _) => grid::open_as(bytes, format),
    }
}

/// The child: reads a file on standard input, and answers with what opening it gave on standard output.
fn child() -> ExitCode {
    limit();
    // The parent says what a panic means; a backtrace is no help to staff.
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    if io::stdin().lock().take(MAX_FILE).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let mut opened = grid::open(&bytes);
    drop(bytes);
    let size = postcard::serialize_with_flavor(&opened, postcard::ser_flavors::Size::default());
    if size.is_ok_and(|size| size > MAX_ANSWER) {
        opened = Err(too_large());
    }
    let written = postcard::to_io(&opened, io::BufWriter::new(io::stdout().lock())).map(|mut out| out.flush());
    if matches!(written, Ok(Ok(()))) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Limits this process. Where a limit cannot be set, the parent's clock is left.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, most) in [(Resource::As, MAX_MEMORY), (Resource::Cpu, MAX_CPU), (Resource::Core, 0)] {
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(not(unix))]
fn limit() {}

fn in_child(bytes: &[u8], program: &Path) -> Result<Workbook, Refusal> {
    let mut command = Command::new(program);
    let command = command.arg(CHILD).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    match command.spawn().map(|child| answer(child, bytes)) {
        Ok(Some(answer)) => postcard::from_bytes(&answer).unwrap_or_else(|_| Err(gave_up())),
        Ok(None) => Err(gave_up()),
        Err(_) => Err(not_started()),
    }
}

/// Hands a child its file and takes its answer, both at once, lest each wait for the other; none where it took too
/// long or answered with too much. The child has ended when this returns.
fn answer(mut child: Child, bytes: &[u8]) -> Option<Vec<u8>> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        // A child that refuses early stops reading; that is no error.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(bytes)));
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = stdout.map(|stdout| stdout.take(MAX_ANSWER as u64 + 1).read_to_end(&mut answer));
            let is_whole = matches!(read, Some(Ok(read)) if read <= MAX_ANSWER);
            let _ = send.send(is_whole.then_some(answer));
        });
        let answer = receive.recv_timeout(MAX_WAIT).ok().flatten();
        // Ends it, and with it both threads' pipes; one that has ended already is not harmed.
        let _ = child.kill();
        let _ = child.wait();
        answer
    })
}

fn refusal(kind: RefusalKind, reason: [&str; 2], advice: [&str; 2]) -> Refusal {
    let [reason_id, reason_en] = reason.map(str::to_owned);
    let [advice_id, advice_en] = advice.map(str::to_owned);
    Refusal { kind, reason_id, reason_en, advice_id, advice_en, part: None }
}

/// The child crashed, or went past its limits.
fn gave_up() -> Refusal {
    refusal(
        RefusalKind::Damaged,
        [
            "Berkas ini rusak: pembacaannya terhenti di tengah jalan atau memakan terlalu banyak waktu dan memori.",
            "This file is damaged: reading it broke off, or took too much time and memory.",
        ],
        SAVE_AGAIN,
    )
}

fn too_large() -> Refusal {
    refusal(
        RefusalKind::TooLarge,
        [
            "Isi buku kerja ini terlalu banyak untuk dibuka dengan aman.",
            "This workbook holds more than can be opened safely.",
        ],
        SAVE_AGAIN,
    )
}

fn not_started() -> Refusal {
    refusal(
        RefusalKind::Unsupported,
        [
            "Berkas .xls, .xlsb dan .ods tidak dapat dibuka dengan aman di komputer ini: proses terpisah gagal dimulai.",
            "Files of type .xls, .xlsb and .ods cannot be opened safely on this computer: a separate process would not \
             start.",
        ],
        SAVE_AGAIN,
    )
}

const SAVE_AGAIN: [&str; 2] = [
    "Buka di Excel atau LibreOffice, simpan ulang sebagai .xlsx, lalu coba lagi.",
    "Open it in Excel or LibreOffice, save it again as .xlsx, and try again.",
];
