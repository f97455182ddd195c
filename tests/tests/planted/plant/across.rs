//! Mistakes of kinerja, and those across sections.

use lampiran_core::{Anggaran, BulanAnggaran, Decimal, Laporan, Nilai, Persen, Rupiah, Sourced, Ukuran};

use super::{Dice, FEBRUARI, Kind, MARET, Planted, amount, blocks, indikator, months, sections, with_total};

/// Plants a mistake of kinerja, or one across sections.
#[allow(clippy::too_many_lines, reason = "one arm for each kind")]
pub(super) fn plant_elsewhere(laporan: &mut Laporan, dice: &mut Dice, kind: Kind) -> Option<Planted> {
    let number = |n: i64| Nilai::Angka(Ukuran::Bilangan(n.into()));
    let counted = |laporan| indikator(laporan).into_iter().filter(|i| i.satuan.value == "Laporan").collect::<Vec<_>>();
    match kind {
        Kind::KinerjaTarget => {
            let indikator = dice.pick(counted(laporan))?;
            let year = indikator.target_tahunan.place;
            let isi = dice.pick(indikator.bulan.iter_mut().filter_map(|(_, isi)| isi.as_mut()).collect())?;
            isi.target.value = number(5);
            let mut planted = Planted::new(&["target-kinerja-tidak-sama-tahunan"], vec![isi.target.place, year]);
            // With a wrong year beside it, one sum fails, and says no more.
            planted.rows.extend((isi.target.place != year).then_some(year));
            Some(planted)
        }
        Kind::KinerjaTahunan => {
            let indikator = dice.pick(counted(laporan))?;
            indikator.target_tahunan.value = number(21);
            Some(Planted::new(&["target-kinerja-tidak-sama-tahunan"], vec![indikator.target_tahunan.place]))
        }
        Kind::KinerjaPersen => {
            let indikator = dice.pick(counted(laporan))?;
            let isi = indikator.bulan[FEBRUARI].as_mut()?;
            isi.realisasi.value = number(0);
            Some(Planted::new(&["persen-tidak-cocok"], vec![isi.persen.place]))
        }
        Kind::Satuan => {
            let indikator = dice.pick(counted(laporan))?;
            "Laporn".clone_into(&mut indikator.satuan.value);
            Some(Planted::new(&["satuan-tidak-seragam"], vec![indikator.satuan.place]))
        }
        Kind::TandaTangan => {
            let signed = sections(laporan).filter_map(|bagian| bagian.pejabat.as_mut()?.tanggal.as_mut()).collect();
            let tanggal: &mut Sourced<String> = dice.pick(signed)?;
            "14 Maret 2024".clone_into(&mut tanggal.value);
            Some(Planted::new(&["tanda-tangan-tidak-seragam"], vec![tanggal.place]))
        }
        Kind::Periode => {
            let titled =
                sections(laporan).skip(1).filter_map(|bagian| bagian.judul.as_mut()?.periode.as_mut()).collect();
            let periode: &mut Sourced<_> = dice.pick(titled)?;
            periode.value.akhir = MARET;
            Some(Planted::new(&["periode-tidak-cocok"], vec![periode.place]))
        }
        Kind::Ganda => {
            let sections = sections(laporan).flat_map(|bagian| &mut bagian.sasaran);
            let sasaran = dice.pick(sections.filter(|sasaran| sasaran.anggaran.len() > 2).collect())?;
            let first = sasaran.anggaran.first()?.clone();
            let at = dice.roll(sasaran.anggaran.len() - 1) + 1;
            let second = sasaran.anggaran.get_mut(at)?;
            let place = second.nama.place;
            overwrite(second, &first);
            let mut planted = Planted::new(&["anggaran-terhitung-ganda"], vec![place]);
            for block in [&first, &*second] {
                planted.rows.extend(block.bulan.iter().filter_map(|(_, isi)| Some(isi.as_ref()?.bulan)));
            }
            Some(planted)
        }
        Kind::Eselon => {
            let bagian = dice.pick(with_total(laporan))?;
            // Two levels wrong by the same would agree.
            let more = Decimal::from(1_234_567 + dice.roll(100_000));
            let add = |cell: &mut Sourced<Nilai<Rupiah>>| cell.value = Nilai::Angka(Rupiah(amount(cell) + more));
            let total = bagian.total.as_mut().filter(|total| total.tahunan.value != Nilai::Kosong)?;
            let row = total.tahunan.place;
            add(&mut total.tahunan);
            add(&mut total.target);
            let persen = Persen::of(amount(&total.realisasi), amount(&total.tahunan))?;
            total.persen.value = Nilai::Angka(persen.rounded());
            let block = dice.pick(bagian.sasaran.iter_mut().flat_map(|sasaran| &mut sasaran.anggaran).collect())?;
            let own = block.tahunan.place;
            add(&mut block.tahunan);
            let isi = block.bulan[MARET].as_mut()?;
            add(&mut isi.target);
            // Which of the two levels is wrong cannot be told: the program is named, its month where that can be told.
            let mut cells = vec![isi.target.place];
            cells.extend(blocks(laporan).into_iter().map(|block| block.tahunan.place));
            cells.extend(months(laporan, |bulan, _| bulan == MARET).into_iter().map(|(isi, _)| isi.target.place));
            cells.extend(
                with_total(laporan).into_iter().filter_map(|bagian| Some(bagian.total.as_ref()?.tahunan.place)),
            );
            let mut planted = Planted::new(&["jumlah-eselon-tidak-cocok"], cells);
            planted.rows.extend([row, own]);
            // Two of them are one difference between the levels.
            planted.rows.extend(blocks(laporan).first().map(|block| block.tahunan.place));
            Some(planted)
        }
        Kind::PaguBerbeda => {
            let mut each: Vec<Vec<&mut Anggaran>> = sections(laporan)
                .map(|bagian| bagian.sasaran.iter_mut().flat_map(|sasaran| &mut sasaran.anggaran).collect())
                .filter(|blocks: &Vec<_>| !blocks.is_empty())
                .collect();
            let later = each.len().checked_sub(1).filter(|more| *more > 0)?;
            let later = dice.roll(later) + 1;
            let second = dice.pick(each.swap_remove(later))?;
            let first = dice.pick(each.drain(..later).flatten().collect())?;
            // A kegiatan under the name of another's.
            let places = vec![first.tahunan.place, second.tahunan.place];
            second.nama.value.clone_from(&first.nama.value);
            second.kode.clone_from(&first.kode);
            (amount(&first.tahunan) != amount(&second.tahunan)).then_some(())?;
            let mut planted = Planted::new(&["pagu-berbeda-antar-bagian"], places);
            for block in [&*first, &*second] {
                planted.rows.extend(block.bulan.iter().filter_map(|(_, isi)| Some(isi.as_ref()?.bulan)));
            }
            Some(planted)
        }
        Kind::RealisasiTanpaTarget => {
            let nil = |isi: &BulanAnggaran| isi.target.value == Nilai::Nihil && amount(&isi.realisasi).is_zero();
            let (isi, _) = dice.pick(months(laporan, |bulan, isi| bulan <= FEBRUARI && nil(isi)))?;
            isi.realisasi.value = Nilai::Angka(Rupiah(Decimal::from(1_250_000)));
            Some(Planted::new(&["realisasi-tanpa-target"], vec![isi.realisasi.place]))
        }
        _ => None,
    }
}

/// Writes the name and figures of one block into the cells of another.
fn overwrite(block: &mut Anggaran, by: &Anggaran) {
    block.nama.value.clone_from(&by.nama.value);
    block.tahunan.value.clone_from(&by.tahunan.value);
    for (bulan, isi) in block.bulan.iter_mut() {
        let (Some(isi), Some(by)) = (isi.as_mut(), by.bulan[bulan].as_ref()) else { continue };
        isi.target.value.clone_from(&by.target.value);
        isi.realisasi.value.clone_from(&by.realisasi.value);
        isi.persen.value.clone_from(&by.persen.value);
        isi.keterangan.value.clone_from(&by.keterangan.value);
    }
}
