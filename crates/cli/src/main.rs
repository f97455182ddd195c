//! The program `lampiran`.

use std::process::ExitCode;

fn main() -> ExitCode {
    lampiran::main()
}
