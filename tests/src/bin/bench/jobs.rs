//! What is measured: groups of jobs that are compared with one another.

use crate::inputs::Workshop;
use crate::measure::Job;

/// Jobs on one input, ours first.
pub struct Group {
    /// The table's heading.
    pub title: String,
    /// The jobs; ratios are taken against the first.
    pub jobs: Vec<Job>,
}

/// `check` and `fill` may end with 1: generated workbooks hold mistakes.
const OURS: &[i32] = &[0, 1];
const DONE: &[i32] = &[0];
const ALWAYS: usize = usize::MAX;
const PROVINCE: &str = "5.000 workbooks of a province: convert --to parquet,xlsx";

/// All groups: the sizes of one workbook, growth alone, and the batch; a province's year where it is the one asked for.
pub fn groups(shop: &Workshop, only: &str) -> Result<Vec<Group>, String> {
    let mut groups = Vec::new();
    for (blocks, slow_rounds) in [(6, 5), (200, 5), (2_000, 2), (20_000, 1)] {
        groups.push(one_workbook(shop, blocks, slow_rounds)?);
    }
    for (title, small, large) in [
        ("80.000 areas merged, against 8.000", shop.merges(8_000, false)?, shop.merges(80_000, false)?),
        ("42.000 bordered merges, against 4.200", shop.merges(4_200, true)?, shop.merges(42_000, true)?),
        ("20.000 sections, against 2.000", shop.sections(2_000)?, shop.sections(20_000)?),
        ("20.000 wrong cells, against 2.000", shop.blocks(2_000, 2_000)?, shop.blocks(20_000, 20_000)?),
        ("20.000 blocks, against 2.000", shop.blocks(2_000, 0)?, shop.blocks(20_000, 0)?),
    ] {
        let (small, large) = (check(shop, "small", &small)?, check(shop, "large", &large)?);
        groups.push(Group { title: format!("Growth: {title}"), jobs: vec![small, large] });
    }
    groups.push(batch(shop)?);
    // Its inputs take minutes to make, so they are made only when this group is asked for by name.
    if !only.is_empty() && PROVINCE.contains(only) {
        groups.push(province(shop)?);
    }
    Ok(groups)
}

fn check(shop: &Workshop, name: &'static str, input: &str) -> Result<Job, String> {
    // A workbook of merges alone holds no lampiran: 2 is the right answer there.
    Ok(Job {
        name,
        command: vec![shop.program("lampiran")?, "check".into(), "-q".into(), input.into()],
        accepted: &[0, 1, 2],
        at_most: ALWAYS,
    })
}

fn one_workbook(shop: &Workshop, blocks: u32, slow_rounds: usize) -> Result<Group, String> {
    let input = shop.blocks(blocks, 0)?;
    let out = |name: &str| shop.path(&format!("out-{name}.xlsx"));
    let job = |name, command: Vec<String>, accepted, at_most| Job { name, command, accepted, at_most };
    let fill = |name, more: &[&str]| -> Result<Job, String> {
        let mut command = vec![
            shop.program("lampiran")?,
            "fill".into(),
            "--force".into(),
            "-q".into(),
            input.clone(),
            "-o".into(),
            out(name),
        ];
        command.extend(more.iter().map(ToString::to_string));
        Ok(job(name, command, OURS, ALWAYS))
    };
    Ok(Group {
        title: format!("{blocks} blocks of twelve months"),
        jobs: vec![
            check(shop, "lampiran check", &input)?,
            job("calamine, worksheet_range alone", vec![shop.program("peer_bare")?, input.clone()], DONE, ALWAYS),
            fill("lampiran fill, in place", &[])?,
            fill("lampiran fill --fresh", &["--fresh"])?,
            job(
                "calamine + rust_xlsxwriter, bare copy",
                vec![shop.program("peer_stock")?, input.clone(), out("stock")],
                DONE,
                ALWAYS,
            ),
            job(
                "python-calamine + XlsxWriter",
                vec![shop.python(), shop.peer("peer_calamine.py"), input.clone(), out("python")],
                DONE,
                slow_rounds,
            ),
            job(
                "openpyxl",
                vec![shop.python(), shop.peer("peer_openpyxl.py"), input.clone(), out("openpyxl")],
                DONE,
                slow_rounds,
            ),
        ],
    })
}

/// Converts a folder, on so many cores. Every job has results of its own, so that none writes over another's.
fn convert(shop: &Workshop, name: &'static str, count: u32, to: &str, jobs: &str) -> Result<Job, String> {
    let out = shop.path(&format!("batch-out-{count}-{jobs}"));
    let (program, input) = (shop.program("lampiran")?, shop.batch(count)?);
    let command = [program.as_str(), "convert", &input, "--out", &out, "--to", to, "--jobs", jobs, "-q"];
    Ok(Job { name, command: command.map(str::to_owned).to_vec(), accepted: OURS, at_most: ALWAYS })
}

fn batch(shop: &Workshop) -> Result<Group, String> {
    let peer = [shop.python(), shop.peer("peer_calamine.py"), shop.batch(500)?, shop.path("batch-python")];
    Ok(Group {
        title: "500 workbooks of six blocks".into(),
        jobs: vec![
            convert(shop, "lampiran convert --jobs 1", 500, "xlsx", "1")?,
            convert(shop, "lampiran convert --jobs 2", 500, "xlsx", "2")?,
            Job { name: "python-calamine + XlsxWriter", command: peer.to_vec(), accepted: DONE, at_most: 2 },
        ],
    })
}

/// Tables and new workbooks of a province's year: time falls with the cores, memory does not grow with the files.
fn province(shop: &Workshop) -> Result<Group, String> {
    let to = "parquet,xlsx";
    Ok(Group {
        title: PROVINCE.into(),
        jobs: vec![
            convert(shop, "5.000 workbooks, --jobs 1", 5_000, to, "1")?,
            convert(shop, "5.000 workbooks, --jobs 2", 5_000, to, "2")?,
            convert(shop, "500 workbooks, --jobs 2", 500, to, "2")?,
        ],
    })
}
