package energy.peerwatt.metergateway.commission;

import com.lowagie.text.Document;
import com.lowagie.text.Font;
import com.lowagie.text.FontFactory;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** The report for people: every step with who, when, checks and what to do. Frames are in the JSON only. */
public final class ReportPdf {
    private static final float MARGIN = 40;
    private static final float SMALL = 8;
    private static final float NORMAL = 10;
    private static final float LARGE = 16;
    private static final float[] COLUMNS = {22, 26, 26, 14, 30};

    private ReportPdf() {}

    public static byte[] of(CommissioningReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN)) {
            PdfWriter.getInstance(document, bytes);
            document.addTitle("Commissioning of metering point " + report.meter());
            document.open();
            document.add(new Paragraph("Commissioning report", font(LARGE, true)));
            document.add(line("Metering point " + report.meter()));
            document.add(line("State " + report.state() + ", device " + report.round()));
            document.add(line("SHA-256 of the report in JSON: " + report.sha256()));
            for (JournalEntry entry : report.entries()) {
                step(document, entry);
            }
            document.add(line(" "));
            document.add(line("Installer: ______________________________   Date: ________________"));
        }
        return bytes.toByteArray();
    }

    private static void step(Document document, JournalEntry entry) {
        Paragraph title = new Paragraph(
                "%d. %s: %s"
                        .formatted(entry.number(), ReportTexts.name(entry.fact()), entry.passed() ? "done" : "failed"),
                font(NORMAL, true));
        title.setSpacingBefore(NORMAL);
        document.add(title);
        document.add(line("%s, by %s, %d frames"
                .formatted(entry.realTime(), entry.actor(), entry.frames().size())));
        ReportTexts.details(entry.fact()).forEach(detail -> document.add(line(detail)));
        if (!entry.checks().isEmpty()) {
            document.add(table(entry.checks()));
        }
    }

    private static PdfPTable table(List<Check> checks) {
        PdfPTable table = new PdfPTable(COLUMNS);
        table.setWidthPercentage(100);
        table.setSpacingBefore(SMALL / 2);
        table.setHeaderRows(1);
        for (String head : List.of("check", "found", "expected", "verdict", "to do")) {
            PdfPCell cell = new PdfPCell(new Phrase(head, font(SMALL, true)));
            cell.setBackgroundColor(Color.LIGHT_GRAY);
            table.addCell(cell);
        }
        for (Check check : checks) {
            for (String text : List.of(
                    check.name(),
                    check.value(),
                    check.expected(),
                    check.verdict().name(),
                    check.todo())) {
                table.addCell(new PdfPCell(new Phrase(text, font(SMALL, false))));
            }
        }
        return table;
    }

    private static Paragraph line(String text) {
        return new Paragraph(text, font(SMALL, false));
    }

    private static Font font(float size, boolean bold) {
        return FontFactory.getFont(bold ? FontFactory.HELVETICA_BOLD : FontFactory.HELVETICA, size);
    }
}
