//! The workshop of the benchmark: peers installed, inputs generated, both once and kept below `target/bench`.

use std::path::{Path, PathBuf};
use std::process::Command;

use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};

/// Where everything lies.
pub struct Workshop {
    /// `target/bench`.
    pub dir: PathBuf,
    /// The repository.
    pub root: PathBuf,
    /// The folder of the built programs.
    pub programs: PathBuf,
}

impl Workshop {
    /// Makes the folders and installs the Python peers where they are missing.
    pub fn open() -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no repository")?.to_path_buf();
        let programs = std::env::current_exe()
            .ok()
            .and_then(|exe| exe.parent().map(Path::to_path_buf))
            .ok_or("no folder of programs")?;
        let dir = root.join("target/bench");
        let inputs = dir.join("inputs");
        std::fs::create_dir_all(&inputs).map_err(|error| format!("{}: {error}", inputs.display()))?;
        let workshop = Self { dir, root, programs };
        if !workshop.dir.join("venv/ready").exists() {
            run("python3", &["-m", "venv", &workshop.path("venv")])?;
            run(&workshop.python(), &["-m", "pip", "install", "-q", "openpyxl", "python-calamine", "XlsxWriter"])?;
            std::fs::write(workshop.dir.join("venv/ready"), "").map_err(|error| error.to_string())?;
        }
        Ok(workshop)
    }

    /// A path below `target/bench`, as text.
    pub fn path(&self, name: &str) -> String {
        self.dir.join(name).display().to_string()
    }

    /// The Python of the peers.
    pub fn python(&self) -> String {
        self.path("venv/bin/python")
    }

    /// A script in fixtures/peers.
    pub fn peer(&self, script: &str) -> String {
        self.root.join("fixtures/peers").join(script).display().to_string()
    }

    /// A program of the workspace, built beside this one.
    pub fn program(&self, name: &str) -> Result<String, String> {
        let path = self.programs.join(name);
        if path.exists() {
            Ok(path.display().to_string())
        } else {
            Err(format!("{} is not built: run `cargo build --release --workspace --bins` first", path.display()))
        }
    }

    /// A workbook of `blocks` blocks, a share of them with planted mistakes.
    pub fn blocks(&self, blocks: u32, mistakes: u32) -> Result<String, String> {
        let out = self.path(&format!("inputs/blocks-{blocks}-{mistakes}.xlsx"));
        if !Path::new(&out).exists() {
            let generator = self.peer("gen_peer_inputs.py");
            let (blocks, mistakes) = (blocks.to_string(), mistakes.to_string());
            run(&self.python(), &[&generator, "blocks", &blocks, &out, "--numbers", "num", "--errors", &mistakes])?;
        }
        Ok(out)
    }

    /// A folder of `count` workbooks of six blocks.
    pub fn batch(&self, count: u32) -> Result<String, String> {
        let out = self.path(&format!("inputs/batch-{count}"));
        if !Path::new(&out).exists() {
            let generator = self.peer("gen_peer_inputs.py");
            run(&self.python(), &[&generator, "batch", &count.to_string(), &out, "--numbers", "num"])?;
        }
        Ok(out)
    }

    /// A workbook of one block for each of `sections` sections, each with its own heading and TOTAL; nothing
    /// in it is wrong.
    pub fn sections(&self, sections: u32) -> Result<String, String> {
        self.made(&format!("sections-{sections}"), |book| {
            let sheet = book.add_worksheet();
            let mut row = 0;
            for section in 0..sections {
                for (col, heading) in HEADINGS.iter().enumerate() {
                    sheet.write_string(row, u16::try_from(col).unwrap_or_default(), *heading)?;
                }
                sheet.write_string(row + 1, 0, format!("JABATAN {section}"))?;
                row += 2;
                sheet.write_string(row, 0, format!("Program Urusan {section}"))?;
                sheet.write_number(row, 1, 12)?;
                for bulan in [
                    "Januari",
                    "Februari",
                    "Maret",
                    "April",
                    "Mei",
                    "Juni",
                    "Juli",
                    "Agustus",
                    "September",
                    "Oktober",
                    "November",
                    "Desember",
                ] {
                    sheet.write_string(row, 2, bulan)?;
                    sheet.write_number(row, 3, 1)?;
                    row += 1;
                }
                sheet.write_string(row, 0, "TOTAL ANGGARAN (RP)")?;
                sheet.write_number(row, 1, 12)?;
                sheet.write_number(row, 3, 12)?;
                sheet.write_number(row, 4, 0)?;
                sheet.write_number(row, 5, 0)?;
                row += 2;
            }
            Ok(())
        })
    }

    /// A sheet of nothing but `count` merged areas, bordered or bare.
    pub fn merges(&self, count: u32, bordered: bool) -> Result<String, String> {
        let look = if bordered { "bordered" } else { "bare" };
        self.made(&format!("merges-{count}-{look}"), |book| {
            let sheet = book.add_worksheet();
            let border = if bordered { FormatBorder::Thin } else { FormatBorder::None };
            let format = Format::new().set_border(border);
            for i in 0..count {
                let (row, col) = (i / 4 * 3, u16::try_from(i % 4 * 2).unwrap_or_default());
                sheet.merge_range(row, col, row + 2, col, "isi", &format)?;
            }
            Ok(())
        })
    }

    fn made(&self, name: &str, make: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> Result<String, String> {
        let out = self.path(&format!("inputs/{name}.xlsx"));
        if !Path::new(&out).exists() {
            let mut book = Workbook::new();
            make(&mut book).and_then(|()| book.save(&out)).map_err(|error| format!("{out}: {error}"))?;
        }
        Ok(out)
    }
}

const HEADINGS: [&str; 7] = ["Program", "Tahunan", "Bulan", "Target", "Realisasi", "%", "Keterangan"];

fn run(program: &str, args: &[&str]) -> Result<(), String> {
    let status = Command::new(program).args(args).status().map_err(|error| format!("{program}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} {}: {status}", args.join(" "))) }
}
