//! Runs commands one after another and keeps what each cost.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// One command of a group.
pub struct Job {
    /// What it is called in the table.
    pub name: &'static str,
    /// The command line.
    pub command: Vec<String>,
    /// Exit codes that count as done.
    pub accepted: &'static [i32],
    /// How many of the rounds it takes part in, at the most: slow peers need fewer.
    pub at_most: usize,
}

/// What a command cost: medians over its rounds.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// User and system CPU seconds, children included.
    pub cpu: f64,
    /// Seconds on the clock.
    pub wall: f64,
    /// Peak memory in MB.
    pub memory: f64,
}

/// Runs all jobs in turn, round after round, so that a busy moment of the machine meets all of them.
pub fn alternate(jobs: &[Job], rounds: usize) -> Result<Vec<Cost>, String> {
    let mut costs: Vec<Vec<Cost>> = jobs.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        for (job, costs) in jobs.iter().zip(&mut costs) {
            if round < job.at_most {
                costs.push(once(job)?);
            }
        }
    }
    Ok(costs.iter().map(|costs| median_cost(costs)).collect())
}

fn once(job: &Job) -> Result<Cost, String> {
    let (program, args) = job.command.split_first().ok_or("an empty command")?;
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    let used = child.wait4().map_err(|error| format!("{program}: {error}"))?;
    let wall = start.elapsed();
    let code = used.status.code().unwrap_or(-1);
    if !job.accepted.contains(&code) {
        return Err(format!("{} ended with {code}: {}", job.name, job.command.join(" ")));
    }
    let cpu: Duration = used.rusage.utime + used.rusage.stime;
    #[allow(clippy::cast_precision_loss, reason = "megabytes need no more")]
    let memory = used.rusage.maxrss as f64 / 1_048_576.0;
    Ok(Cost { cpu: cpu.as_secs_f64(), wall: wall.as_secs_f64(), memory })
}

fn median_cost(costs: &[Cost]) -> Cost {
    let of = |field: fn(&Cost) -> f64| median(costs.iter().map(field).collect());
    Cost { cpu: of(|c| c.cpu), wall: of(|c| c.wall), memory: of(|c| c.memory) }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
