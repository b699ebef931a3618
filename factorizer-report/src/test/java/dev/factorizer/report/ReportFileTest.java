package dev.factorizer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    Path folder;

    @Test
    void everythingIsInOneFile() throws IOException {
        SampleRun run = SampleRun.in(folder, 6);
        ReportSummary summary = run.report().write(folder.resolve("report.html"), progress -> { });
        String page = Files.readString(summary.file());
        assertEquals(6, summary.cases());
        assertEquals(List.of(), summary.leftOut());
        assertEquals(Files.size(summary.file()), summary.bytes());
        assertTrue(summary.bytes() < 10_000_000, () -> "the page has " + summary.bytes() + " bytes");
        for (String part : List.of("id=\"headline\"", "id=\"cases\"", "id=\"gallery\"", "id=\"volume-section\"", "id=\"reliability\"", "id=\"volumes\"",
                "id=\"metrics\"", "id=\"training\"", "id=\"origin\"")) {
            assertTrue(page.contains(part), part);
        }
        assertFalse(page.contains(SampleRun.HOSTILE), "a name became HTML");
        assertFalse(page.contains("core & <b>"), "a region became HTML");
    }
}
