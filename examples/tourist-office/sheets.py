"""The monthly workbooks: one for groups and one for individuals, a sheet a month, a row a booking, ready to post."""

import datetime as dt
from io import BytesIO

import pandas as pd
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

WIDTHS = {
    "Day": 18,
    "Arrival": 11,
    "Client": 32,
    "Participants": 16,
    "Nights": 10,
    "Activities": 24,
    "Meals": 10,
    "Drivers": 11,
    "Contact": 16,
    "Welcomed by": 16,
    "Remarks": 34,
}
FORMATS = {"Day": "ddd dd/mm/yyyy", "Arrival": "hh:mm"}
HEADER = 4  # the row; the title and the day of posting stand above it
LINE = Side(style="thin", color="999999")
TO_ASK = "to ask"


def row_of(activity, booking, names) -> dict:
    """What the office has to know of a booking; what the request does not say is still to be asked."""
    known = {name: activity.details.get(name, TO_ASK) for name in activity.requires}
    arrival = booking.start - booking.start.replace(hour=0, minute=0)
    moved = activity.moved_from
    return {
        "Day": booking.start.date(),
        "Arrival": arrival if known["arrival"] != TO_ASK else TO_ASK,
        "Client": activity.client,
        "Participants": known["participants"],
        "Nights": known["nights"],
        "Activities": known["activities"],
        "Meals": known["meals"],
        "Drivers": known["drivers"],
        "Contact": known["contact"],
        "Welcomed by": ", ".join(names[who] for who in booking.people),
        "Remarks": f"cancels and replaces {moved:%a %d %b}" if moved else "",
    }


def posting_days(plan, meeting: str) -> dict[dt.date, dt.date]:
    """When each month's sheet is posted, by the first of the month: at the meeting in the month before."""
    days = sorted(one.start.date() for one in plan.bookings if one.activity == meeting)
    return {(day.replace(day=1) + dt.timedelta(days=31)).replace(day=1): day for day in days}


def workbook(title: str, rows: list[dict], posted: dict[dt.date, dt.date]) -> bytes:
    """A workbook with a sheet for each month that has a day of posting."""
    content = BytesIO()
    with pd.ExcelWriter(content, engine="openpyxl") as writer:
        for month, day in posted.items():
            mine = [one for one in rows if one["Day"].replace(day=1) == month]
            table = pd.DataFrame(mine, columns=list(WIDTHS), dtype=object).sort_values(["Day", "Client"])
            table.to_excel(writer, sheet_name=f"{month:%B %Y}", index=False, startrow=HEADER - 1)
            lay_out(writer.sheets[f"{month:%B %Y}"], f"{title}, {month:%B %Y}", day)
    return content.getvalue()


def lay_out(sheet, title: str, posted: dt.date) -> None:
    """Make a sheet fit to be read on a wall: a title, columns as wide as their words, lines, one page wide."""
    sheet["A1"], sheet["A2"] = title, posted
    sheet["A1"].font, sheet["A2"].font = Font(bold=True, size=16), Font(italic=True)
    sheet["A2"].number_format = '"to be posted on "dddd d mmmm yyyy'
    sheet["A2"].alignment = Alignment(horizontal="left")
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A2:F2")
    for (name, width), column in zip(WIDTHS.items(), sheet.iter_cols(min_row=HEADER), strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
        column[0].font, column[0].fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F0")
        for cell in column:
            cell.border = Border(LINE, LINE, LINE, LINE)
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            if cell.value == TO_ASK:
                cell.font = Font(bold=True, color="C00000")
        for cell in column[1:]:
            cell.number_format = FORMATS.get(name, "General")
    sheet.freeze_panes = sheet.cell(HEADER + 1, 1)
    sheet.auto_filter.ref = f"A{HEADER}:{sheet.dimensions.rpartition(':')[2]}"
    sheet.print_title_rows = f"{HEADER}:{HEADER}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
