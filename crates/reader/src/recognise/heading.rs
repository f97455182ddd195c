//! Headings of tables: from rows of heading words to columns.

use lampiran_core::{Area, CellRef, Decimal, Kolom};
use rust_decimal::prelude::ToPrimitive;

use super::{NameColumns, Table, form};
use crate::grid::{Cell, Content};
use crate::layouts::{self, Heading, Side};
use crate::ordinal;
use crate::recognise::shows;
use crate::view::{View, cell_in};
use crate::words;

/// A heading is at most so many rows high.
const MOST_ROWS: usize = 6;

/// So many cells of a row are looked at as headings: the form has 17, and their comparing is quadratic.
const MOST_CELLS: usize = 100;

/// So many columns of a table are looked at for months.
const MOST_COLUMNS: u16 = 100;

/// A text in a heading and the cells it stands over.
struct Piece {
    at: CellRef,
    last: CellRef,
    text: String,
    meaning: Option<(Heading, Option<Side>)>,
}

impl Piece {
    fn group(&self) -> Option<Side> {
        match self.meaning? {
            (Heading::SisiKinerja, _) => Some(Side::Kinerja),
            (Heading::SisiAnggaran, _) => Some(Side::Anggaran),
            _ => None,
        }
    }

    fn is_any(&self, headings: &[Heading]) -> bool {
        self.meaning.is_some_and(|(heading, _)| headings.contains(&heading))
    }

    const fn covers(&self, col: u16) -> bool {
        self.at.col <= col && col <= self.last.col
    }
}

/// Reads the heading that begins in the first of these rows, number row included, and says how many rows it takes.
/// `before` are the tables above it on its sheet.
pub(super) fn read<'a>(view: &View<'a>, rows: &[&'a [Cell]], before: &[Table]) -> Option<(Table, usize)> {
    if !opens(view, rows) {
        return None;
    }
    let mut used = 1;
    while let Some(row) = rows.get(used).filter(|_| used < MOST_ROWS) {
        if !continues(view, rows.get(..used)?, row) {
            break;
        }
        used += 1;
    }
    let below = rows.get(used..).unwrap_or_default();
    let mut pieces = pieces(view, rows.get(..used)?);
    unheaded_months(view, &mut pieces, below);
    let mut table = columns(&pieces)?;
    let is_known = before.iter().any(|before| before.fields() == table.fields());
    if !is_known && !form::is_lampiran(view, &table, below) {
        return None;
    }
    unheaded_ordinals(view, &mut table, &pieces, below, before);
    if let Some(row) = below.first().filter(|row| is_number_row(view, &table, row)) {
        table.area.last.row = row.first()?.at().row;
        used += 1;
    }
    Some((table, used))
}

/// Whether a row is the form's row of column numbers: they rise from left to right ("5 = 4/3" is number 5), under a name's
/// heading too, and some may be left out with their columns. What stands beside the table is a note.
pub(super) fn is_number_row<'a>(view: &View<'a>, table: &Table, row: &'a [Cell]) -> bool {
    let names = [&table.sasaran, &table.indikator, &table.anggaran];
    let is_name = |col: u16| names.into_iter().flatten().any(|names| names.first <= col && col <= names.last);
    let inside = || row.iter().filter(|cell| table.has_column(cell.at().col));
    inside().any(|cell| is_name(cell.at().col))
        && rises(view, inside(), |last, number| last <= number && number <= last + 3)
}

/// Whether cells number columns: 1, 2, 3 … up to 5 at least.
pub(super) fn counts_up<'a>(view: &View<'a>, cells: impl Iterator<Item = &'a Cell>) -> bool {
    rises(view, cells, |last, number| number == last + 1 || (last > 0 && number == last))
}

/// Whether five cells or more are all column numbers, each of which follows the one before; 0 stands before the first.
fn rises<'a>(view: &View<'a>, cells: impl Iterator<Item = &'a Cell>, follows: impl Fn(u16, u16) -> bool) -> bool {
    let (mut last, mut count) = (None, 0);
    for cell in cells {
        let Some(number) = column_number(view.content(cell)) else { return false };
        if !last.map_or(number <= 20, |last| follows(last, number)) {
            return false;
        }
        last = Some(number);
        count += 1;
    }
    count >= 5
}

fn column_number(content: &Content) -> Option<u16> {
    match content {
        Content::Number(number) => Some(number.decimal()).filter(Decimal::is_integer)?.to_u16(),
        Content::Text(text) if text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_ascii_digit()) => {
            let text = words::fold(text);
            let number = text.split(' ').next()?;
            (text.len() <= 16 && !text.contains(char::is_alphabetic)).then(|| number.parse().ok())?
        }
        _ => None,
    }
}

/// Whether a heading begins here: two heading words in a row, or that of a side alone above such a row.
fn opens<'a>(view: &View<'a>, rows: &[&'a [Cell]]) -> bool {
    let known = |row: Option<&&'a [Cell]>| row.map_or(0, |row| known_words(view, row));
    match known(rows.first()) {
        0 => false,
        1 => {
            let mut texts = rows.first().into_iter().flat_map(|row| row.iter()).filter_map(|cell| view.text(cell));
            let is_side = |text| matches!(view.heading(text), Some((Heading::SisiKinerja | Heading::SisiAnggaran, _)));
            texts.any(is_side) && known(rows.get(1)) >= 2
        }
        _ => true,
    }
}

/// How many cells of a row hold heading words; none where it names a month, or a number stands among them.
pub(super) fn known_words<'a>(view: &View<'a>, row: &'a [Cell]) -> usize {
    let text = |cell: &'a Cell| view.text(cell);
    let is_known = |cell: &'a Cell| text(cell).is_some_and(|text| view.heading(text).is_some());
    let known: Vec<usize> = row.iter().enumerate().filter(|(_, cell)| is_known(cell)).map(|(i, _)| i).collect();
    let (first, last) = (known.first().copied(), known.last().copied());
    let among = first.zip(last).and_then(|(first, last)| row.get(first..=last)).unwrap_or_default();
    let has_month = among.iter().filter_map(text).any(|text| crate::month::name(text).is_some());
    let has_number = among.iter().any(|cell| text(cell).is_none_or(|text| crate::figure::parse(text).is_some()));
    if has_month || has_number { 0 } else { known.len() }
}

/// Whether a row still belongs to the heading of which these rows were read.
fn continues<'a>(view: &View<'a>, above: &[&'a [Cell]], row: &'a [Cell]) -> bool {
    let known = || {
        let cells = above.iter().flat_map(|row| row.iter());
        cells.filter(|cell| view.text(cell).is_some_and(|text| view.heading(text).is_some())).map(Cell::at)
    };
    let (Some(first), Some(last)) = (known().map(|at| at.col).min(), known().map(|at| at.col).max()) else {
        return false;
    };
    let inside = || row.iter().filter(|cell| (first..=last).contains(&cell.at().col));
    // A number below the heading's words is data; beside them it is a note.
    if inside().any(|cell| cell.number().is_some()) {
        return false;
    }
    if known_words(view, row) >= 2 {
        return true;
    }
    let (Some(top), Some(here)) = (known().next(), row.first()) else { return false };
    let all =
        |holds: fn(&str) -> bool| inside().next().is_some() && inside().all(|cell| view.text(cell).is_some_and(holds));
    let in_merges = || {
        let merges = view.merges_in(top.row, here.at().row.saturating_sub(1));
        merges.iter().any(|area| area.last.row >= here.at().row)
    };
    all(layouts::is_unit_note) || (all(|_| true) && in_merges())
}

fn pieces<'a>(view: &View<'a>, rows: &[&'a [Cell]]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for row in rows {
        let start = pieces.len();
        for cell in row.iter().take(MOST_CELLS) {
            let Some(text) = view.text(cell) else { continue };
            let last = view.merge_from(cell.at()).map_or(cell.at(), |area| area.last);
            let meaning = view.heading(text);
            if layouts::is_unit_note(text) && meaning.is_none() {
                continue;
            }
            pieces.push(Piece { at: cell.at(), last, text: words::tidy(text), meaning });
        }
        // A side's heading typed without a merge stands over all columns up to the next heading of its row.
        let next: Vec<u16> = pieces.iter().skip(start + 1).map(|piece| piece.at.col).collect();
        for (piece, next) in pieces.iter_mut().skip(start).zip(next.into_iter().map(Some).chain([None])) {
            if piece.group().is_some() && piece.last == piece.at {
                piece.last.col = next.map_or(u16::MAX, |next| next - 1);
            }
        }
    }
    pieces
}

/// Heads the months' column where its heading is blank, merged with its neighbour's, or a word that is not known.
fn unheaded_months<'a>(view: &View<'a>, pieces: &mut Vec<Piece>, below: &[&'a [Cell]]) {
    let leaves = || pieces.iter().filter(|piece| is_leaf(piece, pieces));
    let names = |headings: &[Heading]| leaves().filter(|leaf| leaf.is_any(headings)).count();
    let sides = names(&[Heading::Sasaran, Heading::Indikator]).min(1) + names(&[Heading::Anggaran]).min(1);
    let known = || leaves().filter(|leaf| leaf.meaning.is_some());
    let (Some(first), Some(last)) = (known().map(|leaf| leaf.at.col).min(), known().map(|leaf| leaf.at.col).max())
    else {
        return;
    };
    if names(&[Heading::Bulan]) >= sides || last - first > MOST_COLUMNS {
        return;
    }
    let headed: Vec<u16> = known().filter(|leaf| leaf.last.col == leaf.at.col).map(|leaf| leaf.at.col).collect();
    let Some(row) = pieces.iter().map(|piece| piece.at.row).max() else { return };
    for col in (first..last).filter(|col| !headed.contains(col) && form::holds_months(view, *col, below)) {
        let mut text = String::new();
        for piece in pieces.iter_mut().filter(|piece| piece.group().is_none() && piece.covers(col)) {
            if piece.at.col < col {
                piece.last.col = col - 1;
            } else if piece.last.col > col {
                piece.at.col = col + 1;
            } else {
                text = std::mem::take(&mut piece.text);
            }
        }
        pieces.retain(|piece| piece.at.col != col || piece.group().is_some() || !piece.text.is_empty());
        let at = CellRef::new(row, col);
        pieces.push(Piece { at, last: at, text, meaning: Some((Heading::Bulan, None)) });
    }
}

/// The columns that a heading's pieces name; `None` where none is known.
fn columns(pieces: &[Piece]) -> Option<Table> {
    let mut leaves: Vec<&Piece> = pieces.iter().filter(|piece| is_leaf(piece, pieces)).collect();
    leaves.sort_by_key(|piece| piece.at.col);
    let mut table = Table {
        area: area(pieces, &leaves)?,
        kolom: Kolom::default(),
        sasaran: None,
        indikator: None,
        anggaran: None,
        scale: pieces.iter().filter(|piece| piece.group() == Some(Side::Anggaran)).find_map(scale),
        unknown: Vec::new(),
    };
    let mut carried = Side::Kinerja;
    let mut ordinal = None;
    for (i, leaf) in leaves.iter().enumerate() {
        let Some((heading, told)) = leaf.meaning else {
            table.unknown.push((leaf.at, leaf.text.clone()));
            continue;
        };
        let mut above = pieces.iter().filter(|p| p.at.row < leaf.at.row && p.covers(leaf.at.col));
        let group = above.find_map(Piece::group);
        let side = match heading {
            Heading::Sasaran | Heading::Indikator | Heading::Anggaran => told,
            _ => group.or(told),
        }
        .unwrap_or(carried);
        // "Target, Capaian, %": a percentage of its own follows what was reached.
        let doubled =
            heading == Heading::Persen && leaves.get(i + 1).is_some_and(|next| next.is_any(&[Heading::Persen]));
        let heading = if doubled && words::fold(&leaf.text) == "capaian" { Heading::Realisasi } else { heading };
        if heading == Heading::No {
            ordinal = Some(leaf.at.col);
            continue;
        }
        carried = side;
        table.scale = table.scale.or_else(|| scale(leaf).filter(|_| side == Side::Anggaran));
        let next = leaves.get(i + 1).map(|next| next.at.col);
        if !assign(&mut table, leaf, heading, side, ordinal.take(), next) {
            table.unknown.push((leaf.at, leaf.text.clone()));
        }
    }
    Some(table)
}

/// Gives names their narrow column of ordinals where it has no heading of its own: it stands left of the name's heading,
/// and holds ordinals alone. A heading typed again has it where it stood before.
fn unheaded_ordinals<'a>(view: &View<'a>, table: &mut Table, pieces: &[Piece], below: &[&'a [Cell]], before: &[Table]) {
    let same = |other: &&Table| other.fields() == table.fields();
    let typed_before = before.iter().rev().take(2).find(same).map(Table::ordinals);
    let months = table.bulan(Side::Kinerja).into_iter().chain(table.bulan(Side::Anggaran)).collect::<Vec<_>>();
    let names_month =
        |row: &'a [Cell]| months.iter().any(|col| cell_in(row, *col).is_some_and(|cell| view.month(cell).is_some()));
    let headed = |col: u16| pieces.iter().any(|piece| is_leaf(piece, pieces) && piece.covers(col));
    let holds_ordinals = |col: u16| {
        let own = below.iter().take(form::ROWS_BELOW).take_while(|row| known_words(view, row) < 2);
        let mut cells = own
            .filter(|row| names_month(row))
            .filter_map(|row| cell_in(row, col))
            .filter(|cell| shows(view.content(cell)))
            .peekable();
        cells.peek().is_some() && cells.all(|cell| ordinal::holds(view, cell))
    };
    let Table { area, kolom, sasaran, indikator, anggaran, .. } = table;
    let mut names = [sasaran.as_mut(), indikator.as_mut(), anggaran.as_mut()];
    for (i, no) in [&mut kolom.no, &mut kolom.no_indikator, &mut kolom.no_anggaran].into_iter().enumerate() {
        let first = names.get(i).and_then(|names| Some(names.as_ref()?.first));
        let left = first.and_then(|first| first.checked_sub(1)).filter(|col| no.is_none() && !headed(*col));
        let known = typed_before.and_then(|ordinals| ordinals.get(i).copied().flatten());
        let Some(col) = left.filter(|col| known == Some(*col) || holds_ordinals(*col)) else { continue };
        *no = Some(col);
        area.first.col = area.first.col.min(col);
        // It was taken for a part of the name before it.
        for before in names.iter_mut().flatten().filter(|names| names.first < col && names.last == col) {
            before.last = col - 1;
        }
    }
}

/// Whether a piece names a column itself, as against standing over others.
fn is_leaf(piece: &Piece, pieces: &[Piece]) -> bool {
    let below = || pieces.iter().filter(|other| other.at.row > piece.at.row && piece.covers(other.at.col));
    match piece.meaning {
        Some((Heading::SisiKinerja, _)) => false,
        Some((Heading::SisiAnggaran, _)) => below().next().is_none(),
        Some(_) => below().all(|other| other.meaning.is_none()),
        // What stands below a known heading only explains it, and so does what stands over known ones.
        None => {
            below().next().is_none()
                && !pieces.iter().any(|other| {
                    other.at.row < piece.at.row
                        && other.covers(piece.at.col)
                        && other.meaning.is_some()
                        && other.group().is_none()
                })
        }
    }
}

/// The rows of the heading, and the columns from its first known one to its last; a side's heading may begin over a column
/// of ordinals that has none of its own.
fn area(pieces: &[Piece], leaves: &[&Piece]) -> Option<Area> {
    let known = || leaves.iter().filter(|leaf| leaf.meaning.is_some());
    let last_row = pieces.iter().map(|piece| piece.last.row.min(piece.at.row + 5)).max()?;
    let sides = pieces.iter().filter(|piece| piece.group().is_some()).map(|piece| piece.at.col);
    let first_col = known().map(|leaf| leaf.at.col).chain(sides).min()?;
    Some(Area {
        first: CellRef::new(pieces.iter().map(|piece| piece.at.row).min()?, first_col),
        last: CellRef::new(last_row, known().map(|leaf| leaf.last.col).filter(|col| *col < u16::MAX).max()?),
    })
}

/// By how much a heading scales the amounts below it, and its cell.
fn scale(piece: &Piece) -> Option<(u32, CellRef)> {
    Some((layouts::scale(&piece.text), piece.at)).filter(|(factor, _)| *factor > 1)
}

/// Puts a heading's column where it belongs; false where that field has its column already.
fn assign(
    table: &mut Table,
    leaf: &Piece,
    heading: Heading,
    side: Side,
    ordinal: Option<u16>,
    next: Option<u16>,
) -> bool {
    let kolom = &mut table.kolom;
    let names = match heading {
        Heading::Sasaran => Some((&mut table.sasaran, &mut kolom.no, &mut kolom.sasaran)),
        Heading::Indikator => Some((&mut table.indikator, &mut kolom.no_indikator, &mut kolom.indikator)),
        Heading::Anggaran => Some((&mut table.anggaran, &mut kolom.no_anggaran, &mut kolom.anggaran)),
        _ => None,
    };
    if let Some((names, no, name)) = names {
        if names.is_some() {
            return false;
        }
        // Columns without a heading of their own up to the next one belong to the name: ordinals have a narrow one.
        let free = next.map_or(leaf.last.col, |next| next.saturating_sub(1)).min(leaf.at.col.saturating_add(3));
        let last = leaf.last.col.max(free);
        *no = ordinal.or_else(|| (leaf.last.col > leaf.at.col).then_some(leaf.at.col));
        *name = Some(if ordinal.is_none() && leaf.last.col > leaf.at.col { leaf.at.col + 1 } else { leaf.at.col });
        *names = Some(NameColumns { heading: leaf.text.clone(), first: leaf.at.col, last });
        return true;
    }
    let field = match (heading, side) {
        (Heading::Satuan, _) => &mut kolom.satuan,
        (Heading::Arah, _) => &mut kolom.arah,
        (Heading::Rumus, _) => &mut kolom.rumus,
        (Heading::Agregasi, _) => &mut kolom.agregasi,
        (Heading::Output, _) => &mut kolom.output,
        (Heading::Tahunan, Side::Kinerja) => &mut kolom.target_tahunan,
        (Heading::Bulan, Side::Kinerja) => &mut kolom.kinerja_bulan,
        (Heading::Target, Side::Kinerja) => &mut kolom.kinerja_target,
        (Heading::Realisasi, Side::Kinerja) => &mut kolom.kinerja_realisasi,
        (Heading::Persen, Side::Kinerja) => &mut kolom.kinerja_persen,
        (Heading::Keterangan, Side::Kinerja) => &mut kolom.kinerja_keterangan,
        (Heading::Tahunan, Side::Anggaran) | (Heading::SisiAnggaran, _) => &mut kolom.tahunan,
        (Heading::Bulan, Side::Anggaran) => &mut kolom.anggaran_bulan,
        (Heading::Target, Side::Anggaran) => &mut kolom.anggaran_target,
        (Heading::Realisasi, Side::Anggaran) => &mut kolom.anggaran_realisasi,
        (Heading::Persen, Side::Anggaran) => &mut kolom.anggaran_persen,
        (Heading::Keterangan, Side::Anggaran) => &mut kolom.anggaran_keterangan,
        _ => return false,
    };
    let free = field.is_none();
    *field = field.or(Some(leaf.at.col));
    free
}
