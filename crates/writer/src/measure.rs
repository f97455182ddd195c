//! How much room text takes, so that nothing is cut: Excel fits no row to merged cells by itself.

use crate::style::Style;

/// Widths of the characters from space to `~` in Arial (and Liberation Sans, which has the same), in thousandths of the
/// font's size.
const ARIAL: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
/// A character that is not among them, taken wide.
const OTHER: u16 = 1000;
/// Bold letters are this much wider, in hundredths.
const BOLD: u32 = 108;
/// A row's height and no more, in points: Excel's limit.
pub(crate) const MAX_HEIGHT: f64 = 409.0;

/// How many lines `text` takes in a column `width` characters wide.
pub(crate) fn lines(text: &str, width: f64, style: Style) -> u32 {
    // A character of the default font is 7 pixels, 5.25 points; a column has some padding besides.
    let room = (width * 5.25).max(1.0);
    text.lines().map(|line| wrapped(line, room, style)).sum::<u32>().max(1)
}

/// The height of that many lines, in points.
pub(crate) fn height(lines: u32, style: Style) -> f64 {
    f64::from(lines) * f64::from(style.size) * 1.28 + 1.5
}

/// How many characters of the default font a column needs for `text` in one line.
pub(crate) fn width(text: &str, style: Style) -> f64 {
    (points(text, style) + 4.0) / 5.25
}

/// How many lines a line takes when its words go on in the next where there is no room.
fn wrapped(line: &str, room: f64, style: Style) -> u32 {
    let (mut lines, mut used) = (1, 0.0);
    for word in line.split_inclusive(' ') {
        let mut long = points(word.trim_end(), style);
        if used > 0.0 && used + long > room {
            lines += 1;
            used = 0.0;
        }
        while long > room {
            lines += 1;
            long -= room;
        }
        used += long + points(" ", style);
    }
    lines
}

/// The width of a text in points.
fn points(text: &str, style: Style) -> f64 {
    let units: u32 = text.chars().map(|c| u32::from(char_width(c))).sum();
    let bold = if style.bold { BOLD } else { 100 };
    f64::from(units) * f64::from(bold) / 100.0 * f64::from(style.size) / 1000.0
}

fn char_width(c: char) -> u16 {
    let position = u32::from(c).checked_sub(u32::from(' ')).and_then(|i| usize::try_from(i).ok());
    position.and_then(|i| ARIAL.get(i)).copied().unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_takes_the_lines_that_libreoffice_draws_and_never_fewer() {
        let remark = "Pencairan gaji tenaga kontrak kerja bulan februari dilakukan di akhir bulan";
        let long = "Jumlah laporan Penanganan Penyandang Masalah Kesejahteraan Sosial (PMKS) yang sesuai aturan yang \
                    berlaku";
        let capitals = "PENGADMINISTRASI SARANA DAN PRASARANA";
        // Lines in columns of 9, 12.5, 22 and 24 characters: measured with LibreOffice's own row heights.
        for (text, drawn) in [
            ("Januari", [1, 1, 1, 1]),
            ("Persentase penduduk miskin", [3, 3, 1, 1]),
            (remark, [8, 6, 3, 3]),
            (long, [13, 9, 5, 5]),
            (capitals, [6, 4, 2, 2]),
        ] {
            for (width, drawn) in [9.0, 12.5, 22.0, 24.0].into_iter().zip(drawn) {
                let lines = lines(text, width, Style::TEXT);
                assert!((drawn..=drawn + 1).contains(&lines), "{text} at {width}: {lines} lines, drawn {drawn}");
            }
        }
        assert_eq!(lines("", 10.0, Style::TEXT), 1);
        assert_eq!(lines("satu\ndua", 30.0, Style::TEXT), 2);
    }
}
