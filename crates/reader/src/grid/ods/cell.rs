//! The content of a cell: its stored value, or the text of its paragraphs.

use std::io::BufRead;

use quick_xml::events::Event;

use super::super::xml::{Xml, ill_formed, push_text};
use super::super::{Content, Format, Refusal, Shown, number};
use super::tag::Tag;

/// Longest run of spaces that one element may stand for; Excel's cells end at 32,767 characters.
const MAX_SPACES: u32 = 32_767;

/// Reads a cell to its end: what it holds, if anything, with the format that its type asks for.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    tag: &Tag,
    format: Format,
) -> Result<Option<(Content, Format)>, Refusal> {
    let mut text = String::new();
    let mut paragraphs = 0;
    tag.children(xml, |xml, child| {
        if child.name != "p" {
            // Comments, drawings, tables within the cell.
            return child.skip(xml);
        }
        if paragraphs > 0 {
            text.push('\n');
        }
        paragraphs += 1;
        paragraph(xml, &child, &mut text)
    })?;
    Ok(content(tag, &text, format))
}

fn content(tag: &Tag, text: &str, mut format: Format) -> Option<(Content, Format)> {
    let is_formula = tag.get("formula").is_some();
    if tag.extended_type.as_deref() == Some("error") || is_formula && is_error(text) {
        return Some((Content::Error(text.into()), format));
    }
    let is_number = |value: &str| number::from_text(value).map(Content::Number);
    let read = match tag.get("value-type") {
        Some("float" | "currency") => tag.get("value").and_then(is_number),
        Some("percentage") => {
            format.shown = Shown::Percent;
            tag.get("value").and_then(is_number)
        }
        Some("date") => {
            format.shown = Shown::Date;
            tag.get("date-value").and_then(date)
        }
        Some("time") => {
            format.shown = Shown::Date;
            tag.get("time-value").and_then(duration).and_then(number::from_f64).map(Content::Number)
        }
        Some("boolean") => tag.get("boolean-value").and_then(|value| value.parse().ok()).map(Content::Bool),
        None if is_formula && text.is_empty() => Some(Content::Uncalculated),
        _ => {
            let text = tag.get("string-value").unwrap_or(text);
            return (!text.is_empty()).then(|| (text.into(), format));
        }
    };
    let unreadable = || (!text.is_empty()).then(|| Content::Unreadable(text.into()));
    read.or_else(unreadable).map(|content| (content, format))
}

/// Whether a formula's text is an error value of LibreOffice or Excel.
fn is_error(text: &str) -> bool {
    matches!(text, "#DIV/0!" | "#VALUE!" | "#REF!" | "#NAME?" | "#NUM!" | "#N/A" | "#NULL!")
        || text.strip_prefix("Err:").is_some_and(|code| code.parse::<u16>().is_ok())
}

/// Adds the text of a paragraph, white space folded as the format asks (ODF 1.3 part 3, 6.1.2).
fn paragraph<R: BufRead>(xml: &mut Xml<R>, tag: &Tag, text: &mut String) -> Result<(), Refusal> {
    if tag.is_empty {
        return Ok(());
    }
    let mut depth = 1u32;
    let mut raw = String::new();
    let mut after_space = true;
    while depth > 0 {
        let event = xml.next()?;
        if let Some(tag) = Tag::of(&event)? {
            match tag.name.as_str() {
                "s" => {
                    let count = tag.count("c")?;
                    if count > MAX_SPACES {
                        return Err(ill_formed());
                    }
                    text.extend((0..count).map(|_| ' '));
                    tag.skip(xml)?;
                }
                "tab" | "line-break" => {
                    text.push(if tag.name == "tab" { '\t' } else { '\n' });
                    tag.skip(xml)?;
                }
                "annotation" | "note" | "ruby-text" => tag.skip(xml)?,
                _ => depth += u32::from(!tag.is_empty),
            }
            after_space = false;
            continue;
        }
        match event {
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(ill_formed()),
            _ => {
                raw.clear();
                if !push_text(&event, &mut raw) {
                    return Err(ill_formed());
                }
                for c in raw.chars() {
                    let is_space = matches!(c, ' ' | '\t' | '\r' | '\n');
                    if !is_space {
                        text.push(c);
                    } else if !after_space {
                        text.push(' ');
                    }
                    after_space = is_space;
                }
            }
        }
    }
    Ok(())
}

/// Adds the text of an element as it is.
pub(super) fn plain_text<R: BufRead>(xml: &mut Xml<R>, tag: &Tag, text: &mut String) -> Result<(), Refusal> {
    if tag.is_empty {
        return Ok(());
    }
    loop {
        let event = xml.next()?;
        match event {
            Event::End(_) | Event::Eof => return Ok(()),
            Event::Start(_) => return Err(ill_formed()),
            _ => push_text(&event, text),
        };
    }
}

/// `2024-01-31` or `2024-01-31T13:30:00` as the days since 30 December 1899, which is how Excel counts them from
/// March 1900 on.
fn date(value: &str) -> Option<Content> {
    let (day, time) = value.split_once('T').map_or((value, None), |(day, time)| (day, Some(time)));
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=days).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    // Days since 1 March of the year 0, with the year begun in March so that a leap day comes last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let since = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    let seconds = match time {
        Some(time) => clock(time)?,
        None => 0.0,
    };
    number::from_f64(f64::from(since) - 693_899.0 + seconds / 86_400.0).map(Content::Number)
}

/// `13:30:00.5` in seconds.
fn clock(time: &str) -> Option<f64> {
    let mut parts = time.trim_end_matches('Z').splitn(3, ':').map(|part| part.parse::<f64>().ok());
    Some(parts.next()?? * 3600.0 + parts.next()?? * 60.0 + parts.next()??)
}

/// `PT13H30M00S` in days.
fn duration(value: &str) -> Option<f64> {
    let (hours, rest) = value.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?;
    let part = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    Some((part(hours)? * 3600.0 + part(minutes)? * 60.0 + part(seconds)?) / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(content: Option<Content>) -> String {
        match content {
            Some(Content::Number(number)) => number.decimal().to_string(),
            other => format!("{other:?}"),
        }
    }

    /// The serial numbers that Excel shows for these dates.
    #[test]
    fn dates_are_counted_as_excel_counts_them() {
        for (value, serial) in [
            ("2024-02-29", "45351"),
            ("2024-03-01", "45352"),
            ("1900-03-01", "61"),
            ("2000-12-31", "36891"),
            ("9999-12-31", "2958465"),
            ("2024-01-01T12:00:00", "45292.5"),
            ("2024-01-01T18:00:00.000000000", "45292.75"),
            ("2023-02-29", "None"),
            ("99999-99-99", "None"),
            ("2024-00-10", "None"),
            ("2024-01", "None"),
        ] {
            assert_eq!(number(date(value)), serial, "{value}");
        }
        assert_eq!(duration("PT36H00M00S"), Some(1.5));
        assert_eq!(duration("PTxxS"), None);
    }
}
