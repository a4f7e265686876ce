"""Files as they come: encodings, separators, headers, workbooks; countries, words and days as people write them."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from caf.importing.mapping import proposed
from caf.importing.problems import Misread
from caf.importing.reading import kind_of, read_table
from caf.importing.resource import OrganisationResource
from caf.importing.spelling import (
    caf_version,
    country_words,
    day_of,
    first_day,
    level_words,
    sector_words,
    size_band,
)
from caf.importing.table import Unreadable
from tests.network.factories import CountryFactory

HEAD = "Organisation;Country;Town"
ROW = "Åby Kommune; Dänemark ;Åby"


def rows(content, *, told=None, country=""):
    return read_table("csv", content, told or {}, country)


@pytest.mark.once
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_letters_and_separators_are_found_out(encoding, separator):
    table = rows(f"{HEAD}\r\n{ROW}\r\n".replace(";", separator).encode(encoding))
    assert table.headers == ["Organisation", "Country", "Town"]
    assert list(table.rows()) == [(2, ["Åby Kommune", "Dänemark", "Åby"])]


@pytest.mark.once
@pytest.mark.parametrize(
    ("encoding", "country", "name"),
    [
        ("cp1250", "PL", "Urząd Łódź"),
        ("cp1253", "GR", "Δήμος Αθηναίων"),
        ("cp1251", "BG", "Община София"),
        ("cp1253", "", "Δήμος Αθηναίων, Νοσοκομείο"),
        ("cp1251", "", "Община София, Болница на града"),
    ],
)
def test_letters_of_one_byte_are_those_of_the_country_or_the_alphabet(encoding, country, name):
    table = rows(f"Name;Country\n{name};x\n".encode(encoding), country=country)
    assert next(table.rows())[1][0] == name
    assert table.notes  # said, since it is not certain


@pytest.mark.once
def test_a_header_may_stand_below_a_title_in_two_rows_with_gaps():
    text = "List of 2008,,,\n\n,Place,,\nName,,Size,\nUrz\0ąd,Kraków,10-49,x,y\n\n,,,\nRagged\n"
    table = rows(text.encode())
    assert (table.header_row, table.headers) == (4, ["Name", "Place", "Size", "", ""])
    assert [number for number, _cells in table.rows()] == [5, 8]
    assert next(table.rows())[1][:3] == ["Urząd", "Kraków", "10-49"]
    assert "NUL" in table.notes[0][0]
    assert proposed(table.headers, {}) == {"0": "name", "1": "city", "2": "size"}


def workbook(cells, title="Users"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in cells:
        sheet.append(row)
    readme = book.create_sheet("README")
    readme.append(["Column", "Meaning"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.once
def test_a_workbook_gives_dates_numbers_and_what_formulas_came_to():
    content = workbook([["Name", "Last use", "Our ref", "City"], ["Urząd", date(2007, 3, 1), 12.0, "=A1"]])
    assert kind_of("users.xlsx", content) == "xlsx"
    table = read_table("xlsx", content, {})
    assert (table.sheet, table.header_row) == ("Users", 1)
    assert list(table.rows()) == [(2, ["Urząd", date(2007, 3, 1), 12])]
    assert table.notes[0][1] == {"n": 1}  # openpyxl keeps no value for a formula


@pytest.mark.once
def test_what_is_no_table_is_refused_with_a_sentence():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "x")
        parts.writestr("xl/workbook.xml", "0" * 60_000_000)
    for name, content, words in (
        ("a.csv", b"", "empty"),
        ("a.pdf", b"%PDF-1.4", "CSV or an Excel"),
        ("a.csv", b"PK\x03\x04", "CSV or an Excel"),
        ("a.xlsx", b"no workbook", "none"),
    ):
        with pytest.raises(Unreadable, match=words):
            kind_of(name, content)
    with pytest.raises(Unreadable, match="unpacks"):
        read_table("xlsx", bomb.getvalue(), {})
    with pytest.raises(Unreadable, match="no row 7"):
        rows(f"{HEAD}\n{ROW}\n".encode(), told={"header_row": 7})


# --- Words ----------------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2010", "2010"),
        (2010, "2010"),
        ("2010-03", "2010-03"),
        ("03/2010", "2010-03"),
        ("2010-03-15", "2010-03-15"),
        ("2010-03-15 00:00:00", "2010-03-15"),
        ("15.01.2010", "2010-01-15"),
        ("01.02.2010", "2010-02-01"),  # with points the day is first everywhere in Europe
        ("15/01/2010", "2010-01-15"),
        ("01/15/2010", "2010-01-15"),
        ("05/05/2010", "2010-05-05"),
        ("15 janvier 2010", "2010-01-15"),
        ("January 2010", "2010-01"),
        (date(2010, 1, 15), "2010-01-15"),
    ],
)
def test_days_as_far_as_they_are_known(text, meant):
    assert day_of(text) == meant


@pytest.mark.once
def test_what_may_be_two_days_is_asked_about():
    assert (day_of("01/02/2009", "dmy"), day_of("01/02/2009", "mdy")) == ("2009-02-01", "2009-01-02")
    for text, code in (
        ("01/02/2009", "two dates"),
        ("31.02.2008", "no such day"),
        ("soon", "date"),
        ("15.01.10", "date"),
    ):
        with pytest.raises(Misread) as problem:
            day_of(text)
        assert problem.value.code == code
    assert [first_day(written) for written in ("2009", "2009-03")] == [date(2009, 1, 1), date(2009, 3, 1)]


@pytest.mark.once
def test_a_size_is_a_band_only_where_it_lies_in_one():
    for text, band in (
        ("10-49", "10-49"), ("10 – 49", "10-49"), ("50 to 249 people", "50-249"), (137, "50-249"), ("< 10", "1-9"),
        (">999", "1000+"), ("1 000 or more", "1000+"), ("1 000 agents et plus", "1000+"), ("1.500", "1000+"),
    ):  # fmt: skip
        assert size_band(text) == band
    for text in ("-5", "−5", "- 5 people", 0, "0", "<1", -5):  # nobody works there
        with pytest.raises(Misread) as problem:
            size_band(text)
        assert problem.value.code == "no people"
    assert [size_band(text) for text in ("12,5", 12.5, "49-10")] == ["10-49"] * 3
    for text in (">100", "<50", "many", "200-300-400", "249-10"):
        with pytest.raises(Misread) as problem:
            size_band(text)
        assert "10-49" in problem.value.params["allowed"]


@pytest.mark.once
def test_versions_levels_and_sectors_in_both_languages():
    assert {caf_version(text) for text in ("CAF 2006", "2006", "v2006", 2006, "Version 2006", "caf2006")} == {"2006"}
    with pytest.raises(Misread):
        caf_version("1998")
    level, sector = level_words(), sector_words()
    assert {level.get(word) for word in ("local", "Local", "LOCAL", "municipality", "commune")} == {"local"}
    assert level.get("Municpal") is None
    assert level.nearest("Municpal") == "local"
    assert {sector.get(word) for word in ("health", "Santé", "Health care")} == {"health"}


CODES = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "HR",
]  # fmt: skip
OWN_NAMES = [
    "Österreich", "Belgique", "България", "Κύπρος", "Česko", "Deutschland", "Danmark", "Eesti", "España", "Suomi",
    "France", "Royaume-Uni", "Ελλάδα", "Magyarország", "Éire", "Italia", "Lietuva", "Luxembourg", "Latvija", "Malta",
    "Nederland", "Polska", "Portugal", "România", "Sverige", "Slovenija", "Slovensko", "Hrvatska",
]  # fmt: skip


def test_twenty_eight_countries_in_their_own_words(db):
    keys = {
        code: CountryFactory(iso2=code, iso3=f"{code}_", eu_code={"GR": "EL", "GB": "UK"}.get(code, code)).pk
        for code in CODES
    }
    words = country_words()
    assert [words.get(name) for name in OWN_NAMES] == [keys[code] for code in CODES]
    for code, spellings in {
        "GR": ("EL", "GR", "Greece", "Grèce", "ελλαδα", "GRECE"),
        "GB": ("UK", "GB", "United Kingdom", "Great Britain"),
        "AT": ("OSTERREICH", "Autriche", "Austria"),
        "CZ": ("Czechia", "Tchéquie", "cesko"),
    }.items():
        assert {words.get(name) for name in spellings} == {keys[code]}
    assert words.get("Atlantis") is None
    assert words.nearest("Denmrak") == keys["DK"]


def test_a_cell_is_cleaned_by_the_fields_of_the_resource(db):
    fields = OrganisationResource().fields

    def clean(name, value):
        return fields[name].widget.clean(value)

    assert clean("latitude", "55,6761") == clean("latitude", 55.6761) == "55.67610"
    assert clean("website", "www.aby.example") == "https://www.aby.example"
    assert clean("name", "'=1+1") == "=1+1"  # as an export has disarmed it
    assert (clean("city", "n/a"), clean("contact_email", "A@B.example")) == ("", "a@b.example")
    assert (clean("language", "Danish"), clean("language", "français"), clean("nuts", "dk01")) == ("da", "fr", "DK01")
    for name, value in (
        ("latitude", "95"), ("website", "no site"), ("contact_email", "no mail"), ("name", "x" * 201),
        ("language", "Klingon"), ("nuts", "1"), ("city", "#REF!"),
    ):  # fmt: skip
        for _time in range(2):  # also where it was misread before
            with pytest.raises(Misread):
                clean(name, value)
