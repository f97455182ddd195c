//! Good files made bad, the same way every time: what the tests and the soak throw at the readers.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Random numbers that are the same for the same seed (SplitMix64).
pub struct Random(u64);

impl Random {
    /// A run of numbers of its own for each seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).copied()
    }
}

/// A file spoilt: a part of its package with the checksums made right again, or its bytes. `other` gives what is
/// spliced in.
pub fn spoilt(file: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let in_package = file.starts_with(b"PK") && random.below(8) > 0;
    in_package.then(|| spoilt_part(file, random)).flatten().unwrap_or_else(|| {
        let mut bytes = file.to_vec();
        spoil(&mut bytes, other, random);
        bytes
    })
}

/// The package with one of its parts spoilt.
fn spoilt_part(file: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let chosen = random.below(archive.len());
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut before = Vec::new();
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        if i == chosen {
            spoil(&mut bytes, &before, random);
        }
        out.start_file(name, SimpleFileOptions::default()).ok()?;
        out.write_all(&bytes).ok()?;
        before = bytes;
    }
    out.finish().ok().map(Cursor::into_inner)
}

/// Spoils bytes in one to four ways.
pub fn spoil(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let len = (random.below(64) + 1).min(bytes.len() - at);
        match random.below(8) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => put(bytes, at, &[0xFF; 4]),
            2 => put(
                bytes,
                at,
                &random.pick(&[[0; 4], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [1, 0, 0, 0]]).unwrap_or_default(),
            ),
            3 => drop(bytes.drain(at..at + len)),
            4 => {
                let again = bytes.get(at..at + len).unwrap_or_default().repeat(1 + random.below(40));
                bytes.splice(at..at, again);
            }
            5 => {
                let from = random.below(other.len());
                let piece = other.iter().skip(from).take(len).copied().collect::<Vec<_>>();
                bytes.splice(at..at, piece);
            }
            6 => {
                // A number in a text, made another.
                let digits: Vec<_> =
                    bytes.iter().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(i, _)| i).collect();
                if let Some(at) = random.pick(&digits) {
                    let number =
                        random.pick(&["0", "-1", "99999999999", "4294967296", "1e999", "", "NaN"]).unwrap_or("");
                    bytes.splice(at..=at, number.bytes());
                }
            }
            _ => bytes.truncate(at),
        }
    }
}

fn put(bytes: &mut [u8], at: usize, new: &[u8]) {
    for (byte, new) in bytes.iter_mut().skip(at).zip(new) {
        *byte = *new;
    }
}
