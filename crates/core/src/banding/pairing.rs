//! Which row of the old report is which row of the new one: by key and order first, then by likeness.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;

/// How far apart in the list of what is left two rows may stand to be looked at for likeness. It keeps the work in step
/// with the size of the report, and a row seldom moves further than this.
const REACH: usize = 12;

/// How the rows of two lists belong together, by position.
#[derive(Debug, PartialEq, Eq, Default)]
pub(super) struct Pairs {
    /// For each new row, the old one it is; `None` where it was not there.
    pub(super) new: Vec<Option<usize>>,
    /// The old rows that are gone.
    pub(super) gone: Vec<usize>,
}

/// Pairs two lists. Rows of the same key belong together in their order: the key may well occur more than once. What is
/// left is paired by `unlike`, smallest first, which gives `None` where two rows cannot be the same.
pub(super) fn pair<K: Eq + Hash>(old: &[K], new: &[K], unlike: impl Fn(usize, usize) -> Option<usize>) -> Pairs {
    let mut waiting: HashMap<&K, VecDeque<usize>> = HashMap::new();
    for (i, key) in old.iter().enumerate() {
        waiting.entry(key).or_default().push_back(i);
    }
    let mut pairs = Pairs {
        new: new.iter().map(|key| waiting.get_mut(key).and_then(VecDeque::pop_front)).collect(),
        gone: waiting.into_values().flatten().collect(),
    };
    pairs.gone.sort_unstable();
    by_likeness(&mut pairs, unlike);
    pairs
}

/// Pairs what is left over, the likest first.
fn by_likeness(pairs: &mut Pairs, unlike: impl Fn(usize, usize) -> Option<usize>) {
    let left: Vec<usize> = (0..).zip(&pairs.new).filter(|(_, old)| old.is_none()).map(|(i, _)| i).collect();
    let mut candidates = Vec::new();
    for (n, &new) in left.iter().enumerate() {
        for (o, &old) in pairs.gone.iter().enumerate().skip(n.saturating_sub(REACH)).take(2 * REACH + 1) {
            candidates.extend(unlike(old, new).map(|distance| (distance, o.abs_diff(n), old, new)));
        }
    }
    candidates.sort_unstable();
    let mut taken = HashSet::new();
    for (_, _, old, new) in candidates {
        if let Some(place @ None) = pairs.new.get_mut(new)
            && taken.insert(old)
        {
            *place = Some(old);
        }
    }
    pairs.gone.retain(|old| !taken.contains(old));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_first_letter(old: &[&str], new: &[&str]) -> Pairs {
        pair(old, new, |o, n| (old[o].chars().next() == new[n].chars().next()).then_some(0))
    }

    #[test]
    fn the_same_key_is_paired_in_order() {
        let pairs = by_first_letter(&["a", "b", "a"], &["a", "a", "b"]);
        assert_eq!(pairs, Pairs { new: vec![Some(0), Some(2), Some(1)], gone: vec![] });
    }

    #[test]
    fn what_is_left_is_paired_by_likeness_or_is_gone_or_new() {
        let pairs = by_first_letter(&["a", "bb", "c"], &["a", "x", "ba"]);
        assert_eq!(pairs, Pairs { new: vec![Some(0), None, Some(1)], gone: vec![2] });
    }

    #[test]
    fn an_old_row_is_taken_once() {
        let pairs = by_first_letter(&["aa"], &["ab", "ac"]);
        assert_eq!(pairs, Pairs { new: vec![Some(0), None], gone: vec![] });
    }
}
