//! The program itself, under a name by which cargo builds it for the tests that run it as a user does.

use std::process::ExitCode;

fn main() -> ExitCode {
    lampiran::main()
}
