//! The tables of the benchmark, as Markdown.

use std::fmt::Write as _;
use std::path::Path;

use crate::jobs::Group;
use crate::measure::Cost;

const BEGIN: &str = "<!-- bench: written by `cargo run --release -p lampiran-tests --bin bench -- --write` -->";
const END: &str = "<!-- bench: end -->";

/// One group as a table; the last column is each job's CPU against the first's.
pub fn render(group: &Group, costs: &[Cost]) -> String {
    let mut text =
        format!("\n**{}**\n\n| | CPU s | wall s | peak MB | CPU ratio |\n|---|---|---|---|---|\n", group.title);
    let first = costs.first().map_or(f64::NAN, |cost| cost.cpu);
    for (job, cost) in group.jobs.iter().zip(costs) {
        let _ = writeln!(
            text,
            "| {} | {:.3} | {:.3} | {:.0} | {:.2} |",
            job.name,
            cost.cpu,
            cost.wall,
            cost.memory,
            cost.cpu / first
        );
    }
    text
}

/// Puts the tables between the two marks in README.md.
pub fn write_into_readme(tables: &str) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let (head, rest) = readme.split_once(BEGIN).ok_or("README.md has no mark for the tables")?;
    let (_, tail) = rest.split_once(END).ok_or("README.md has no end mark for the tables")?;
    std::fs::write(&path, format!("{head}{BEGIN}\n{tables}\n{END}{tail}")).map_err(|error| error.to_string())
}
