//! The choices behind a random report and its look: a row of rolls, so that proptest can lower them to the plainest case
//! that still fails.

/// Rolls that are used one after another, and over again; without any, every roll is 0. The first choice is always the
/// plainest.
#[derive(Debug, Clone)]
pub struct Dice {
    rolls: Vec<u16>,
    next: usize,
}

impl Dice {
    /// Dice that will show these numbers.
    pub const fn new(rolls: Vec<u16>) -> Self {
        Self { rolls, next: 0 }
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        let roll = self.rolls.get(self.next).copied().unwrap_or_default();
        self.next = (self.next + 1) % self.rolls.len().max(1);
        // High bits first: a lower roll is a plainer choice.
        usize::from(roll) * sides / (usize::from(u16::MAX) + 1)
    }

    /// One of several choices.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.roll(choices.len())]
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.roll(times) == times - 1
    }
}
