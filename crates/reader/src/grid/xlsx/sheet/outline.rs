//! Hidden rows or columns, gathered as ranges.

use crate::grid::Refusal;
use crate::grid::guard::Budget;

/// Inclusive ranges, joined where they touch in the order they come.
#[derive(Default)]
pub(super) struct Hidden(Vec<(u32, u32)>);

impl Hidden {
    /// Hides `first` to `last`.
    pub(super) fn add(&mut self, first: u32, last: u32, budget: &mut Budget) -> Result<(), Refusal> {
        match self.0.last_mut() {
            Some(range) if range.1.checked_add(1) == Some(first) => range.1 = last,
            _ => {
                budget.take(size_of::<(u32, u32)>())?;
                self.0.push((first, last));
            }
        }
        Ok(())
    }

    /// The ranges in order, none touching another.
    pub(super) fn into_ranges(mut self) -> Vec<(u32, u32)> {
        self.0.sort_unstable();
        self.0.dedup_by(|later, kept| {
            let touch = later.0 <= kept.1.saturating_add(1);
            if touch {
                kept.1 = kept.1.max(later.1);
            }
            touch
        });
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined() {
        let mut hidden = Hidden::default();
        let mut budget = Budget::new();
        for (first, last) in [(5, 5), (6, 6), (1, 2), (3, 3), (9, 12), (10, 10)] {
            hidden.add(first, last, &mut budget).unwrap();
        }
        assert_eq!(hidden.into_ranges(), [(1, 3), (5, 6), (9, 12)]);
    }
}
