//! The fuzz target where bytes come in: `cargo run -p lampiran-tests --bin soak -- FORMAT MINUTES [SEED]`.
//!
//! Good files of the fixtures are spoilt without end (bits, blocks, splices, numbers; parts of packages with their
//! checksums made right) and opened and read in a worker under a limit of memory. A panic, an abort or a hang is
//! reported with the number that makes the same file again, and ends the soak. FORMAT is xlsx, xls, xlsb, ods, html or
//! xml2003; or numbers, for texts given to the number reader, where a broken law counts as a panic. It stands in for cargo-fuzz, which needs a nightly compiler.
#![allow(clippy::print_stdout, reason = "a tool for developers, which talks to them")]

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use lampiran_core::Settings;
use lampiran_reader::{grid, read};
use lampiran_tests::house::{root, tracked};
use lampiran_tests::mutate::{Random, spoilt};
use lampiran_tests::number_texts;

/// A file that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);
/// Address space of the worker, in KiB.
const MEMORY: &str = "786432";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let args: Vec<_> = std::env::args().collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "worker", "numbers", seed] => work_on_numbers(seed.parse()?).map(|()| ExitCode::SUCCESS),
        [_, "worker", format, seed] => work(format, seed.parse()?).map(|()| ExitCode::SUCCESS),
        [_, format, minutes] => soak(format, minutes.parse()?, 1),
        [_, format, minutes, seed] => soak(format, minutes.parse()?, seed.parse()?),
        _ => Err("usage: soak FORMAT MINUTES [SEED]".into()),
    }
}

/// Watches a worker until the time is over, or until it dies or stands still.
fn soak(format: &str, minutes: u64, seed: u64) -> Result<ExitCode, Box<dyn Error>> {
    let until = Instant::now() + Duration::from_secs(60 * minutes);
    let worker = format!("ulimit -v {MEMORY}; exec \"$0\" worker {format} {seed}");
    let program = std::env::current_exe()?;
    let mut worker = Command::new("sh").arg("-c").arg(worker).arg(program).stdout(Stdio::piped()).spawn()?;
    let lines = BufReader::new(worker.stdout.take().ok_or("no output")?).lines();
    let (said, heard) = mpsc::channel();
    std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| said.send(line)));
    let mut last = String::from("none");
    let flaw = loop {
        match heard.recv_timeout(PATIENCE) {
            Ok(line) => last = line,
            Err(mpsc::RecvTimeoutError::Timeout) => break Some("a hang"),
            Err(mpsc::RecvTimeoutError::Disconnected) => break Some("a panic, or an abort"),
        }
        if Instant::now() > until {
            break None;
        }
    };
    worker.kill()?;
    worker.wait()?;
    match flaw {
        Some(flaw) => println!("{format}: {flaw} at {last}; again: soak worker {format} {last}"),
        None => println!("{format}: nothing found, up to {last}"),
    }
    Ok(if flaw.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Opens one spoilt file after another, saying the number of each first.
fn work(format: &str, first: u64) -> Result<(), Box<dyn Error>> {
    let extension = match format {
        "html" | "xml2003" => "xls",
        other => other,
    };
    let is_one = |bytes: &Vec<u8>| {
        let text = String::from_utf8_lossy(bytes.get(..2_000.min(bytes.len())).unwrap_or_default()).to_lowercase();
        match format {
            "html" => text.contains("<html") || text.contains("<table"),
            "xml2003" => text.contains("schemas-microsoft-com:office:spreadsheet") && !text.contains("<html"),
            _ => bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF]),
        }
    };
    let files = tracked().into_iter().filter(|path| path.starts_with("fixtures"));
    let files = files.filter(|path| path.extension().is_some_and(|is| is == extension));
    let mut seeds: Vec<_> = files.filter_map(|path| std::fs::read(root().join(path)).ok()).filter(is_one).collect();
    if format == "xml2003" {
        seeds.push(XML2003.as_bytes().to_vec());
    }
    // Large files are slow, and find no more than small ones.
    seeds.retain(|bytes| bytes.len() < 64 << 10);
    let mut out = std::io::stdout().lock();
    for number in first.. {
        writeln!(out, "{number}")?;
        let mut random = Random::new(number);
        let pick = |random: &mut Random| seeds.get(random.below(seeds.len())).ok_or("no file of this format");
        let (file, other) = (pick(&mut random)?, pick(&mut random)?);
        if let Ok(workbook) = grid::open(&spoilt(file, other, &mut random)) {
            let _ = read(&workbook, &Settings::default());
        }
    }
    Ok(())
}

/// Writes, spoils and reads one thousand numbers after another, saying their number first.
fn work_on_numbers(first: u64) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for number in first.. {
        writeln!(out, "{number}")?;
        let mut random = Random::new(number);
        for _ in 0..1_000 {
            number_texts::try_one(&mut random)?;
        }
    }
    Ok(())
}

/// A small "XML Spreadsheet 2003" with what the format has: merges, formulas, styles, hidden rows, skipped cells.
const XML2003: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.00%"/></Style></Styles>
<Worksheet ss:Name="LAMPIRAN 1"><Table><Column ss:Index="3" ss:Hidden="1" ss:Span="2"/>
<Row><Cell ss:MergeAcross="3" ss:MergeDown="1"><Data ss:Type="String">LAMPIRAN</Data></Cell></Row>
<Row ss:Index="5" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s1" ss:Formula="=R[-1]C/RC[1]*2"><Data
ss:Type="Number">0.1089</Data></Cell><Cell><Data ss:Type="DateTime">2024-01-31T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"#;
