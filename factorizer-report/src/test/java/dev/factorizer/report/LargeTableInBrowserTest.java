package dev.factorizer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.ComparedFile;
import dev.factorizer.models.evaluation.EvaluationResult;
import dev.factorizer.models.evaluation.EvaluationSettings;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.evaluation.LesionCounts;
import dev.factorizer.models.evaluation.MeasuredMetric;
import dev.factorizer.models.evaluation.MeasuredMetric.Better;
import dev.factorizer.models.evaluation.RegionResult;
import dev.factorizer.models.evaluation.VoxelCounts;
import dev.factorizer.models.statistics.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** Many cases, values that are no numbers, and names that try to be something else. */
class LargeTableInBrowserTest {
    private static final List<String> NAMES = List.of("</script><script>document.title='x'</script>", "\"onmouseover=\"alert(1)", "${7*7}",
            "javascript:alert(1)", "a\u202eb\u0000\n", "=cmd|' /C calc'!A0", "\ud800", "x".repeat(300));

    @TempDir
    Path folder;

    private static RegionResult region(String name, int number, boolean odd) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("dice", odd ? Double.NaN : number % 1000 / 1000.0);
        metrics.put("hd95", odd ? Double.POSITIVE_INFINITY : number / 7.0);
        int both = number % 1000;
        return new RegionResult(name, metrics, new VoxelCounts(both, 1000 - both, 1000 - both, 1), new LesionCounts(1, 1, 0, 0), 3.5, number % 9);
    }

    private static EvaluationResult evaluation(int count) {
        List<CaseResult> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = i < NAMES.size() ? NAMES.get(i) : "case " + i;
            ComparedFile file = new ComparedFile(name.startsWith("a") ? "a.nii" : name, String.format(Locale.ROOT, "%064d", i));
            cases.add(new CaseResult(name, file, file, List.of(region("<i>one</i>", i + 1, i % 10 == 9), region("two", i + 500, false))));
        }
        EvaluationSettings settings = new EvaluationSettings(List.of(new LabelRegion("<i>one</i>", Set.of(1)), new LabelRegion("two", Set.of(2))),
                List.of(new MeasuredMetric("dice", "", "overlap </dd>", Better.HIGHER), new MeasuredMetric("hd95", "mm", "distance", Better.LOWER)),
                new Bootstrap(), 0.5, OptionalInt.empty());
        return EvaluationResult.of(settings, cases).withWarnings(List.of("<script>alert(2)</script>")).withAbout(Map.of("<u>key</u>", List.of("<u>")));
    }

    private static List<String> column(Browser browser, int column) {
        return browser.all("#case-rows tr td:nth-child(" + column + ")").stream().map(WebElement::getText).toList();
    }

    @Test
    void fiveThousandCasesAreSortedAndFiltered() throws IOException, InterruptedException {
        Path page = folder.resolve("large.html");
        ReportSummary summary = Report.of(evaluation(5000)).write(page, progress -> { });
        assertEquals(5000, summary.cases());
        assertTrue(summary.bytes() < 5_000_000, () -> "the page has " + summary.bytes() + " bytes");
        try (Browser browser = Browser.open(page, folder, false)) {
            browser.await("the table", "document.documentElement.dataset.cases === 'ready'");
            assertEquals("Segmentation report", browser.driver().getTitle());
            assertEquals("1 to 100 of 5000", browser.find("#case-shown").getText());
            assertEquals("–", column(browser, 4).get(9));
            assertEquals("∞", column(browser, 5).get(9));
            assertEquals(NAMES.getFirst(), column(browser, 1).getFirst());
            browser.click("#case-heads th[data-sort='0'] button");
            assertEquals("0.001", column(browser, 4).getFirst());
            browser.click("#case-heads th[data-sort='0'] button");
            assertEquals("0.999", column(browser, 4).getFirst(), "what is no number stands last, whichever way");
            browser.click("#case-heads th[data-sort='1'] button");
            browser.click("#case-heads th[data-sort='1'] button");
            assertEquals("∞", column(browser, 5).getFirst());
            browser.click("#case-filters input[aria-label='hd95 (mm) max']");
            browser.focused().sendKeys("10");
            assertEquals("1 to 63 of 63, 4937 filtered out", browser.find("#case-shown").getText());
            browser.click("#case-clear");
            browser.click("#case-filters input[aria-label='dice min']");
            browser.focused().sendKeys("0.99");
            assertEquals("1 to 45 of 45, 4955 filtered out; 500 have no value where a range is asked for", browser.find("#case-shown").getText());
            assertEquals("Download CSV (filtered: 45 of 5000)", browser.find("#case-download").getText());
            browser.click("#case-undefined");
            assertEquals("1 to 100 of 545, 4455 filtered out", browser.find("#case-shown").getText());
            assertEquals("false", browser.find("#case-filters input[aria-label='dice min']").getDomAttribute("aria-invalid"));
            browser.click("#case-filters input[aria-label='dice min']");
            browser.focused().sendKeys("x");
            assertEquals("true", browser.find("#case-filters input[aria-label='dice min']").getDomAttribute("aria-invalid"));
            browser.click("#case-clear");
            for (int i = 0; i < 49; i++) {
                browser.click("#case-after");
            }
            assertEquals("4901 to 5000 of 5000", browser.find("#case-shown").getText());
            assertTrue(!browser.find("#case-after").isEnabled());
            long closed = (long) browser.run("return document.querySelectorAll('main details:not([open])').length");
            assertTrue(closed >= 3, "what the metrics are, the evaluation, files");
            browser.run("dispatchEvent(new Event('beforeprint'))");
            assertEquals("1 to 5000 of 5000", browser.find("#case-shown").getText());
            assertEquals(5000L, browser.run("return document.querySelectorAll('#case-rows tr').length"), "paper has no pages to turn");
            assertEquals(0L, browser.run("return document.querySelectorAll('main details:not([open])').length"));
            browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
            assertTrue(browser.find("#case-shown").isDisplayed() && !browser.find("#case-after").isDisplayed() && !browser.find("#case-load").isDisplayed());
            browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
            browser.run("dispatchEvent(new Event('afterprint'))");
            assertEquals("4901 to 5000 of 5000", browser.find("#case-shown").getText());
            assertEquals(closed, browser.run("return document.querySelectorAll('main details:not([open])').length"));
            browser.click("#case-download");
            Path csv = folder.resolve("cases.csv");
            for (int i = 0; i < 100 && !Files.exists(csv); i++) {
                Thread.sleep(100);
            }
            assertTrue(Files.readString(csv).contains("\"'=cmd|' /C calc'!A0\"") || Files.readString(csv).contains("'=cmd|' /C calc'!A0"));
            assertEquals(List.of(), browser.messages());
            assertEquals(List.of(page.toUri().toString()), browser.requests());
            browser.scrollTo("#metrics");
            browser.picture("five-thousand");
        }
    }

    @Test
    void oneCaseIsEnough() throws IOException, InterruptedException {
        Path page = folder.resolve("one.html");
        Report.of(evaluation(1)).write(page, progress -> { });
        try (Browser browser = Browser.open(page, folder, false)) {
            browser.await("the table", "document.documentElement.dataset.cases === 'ready'");
            assertEquals("1 to 1 of 1", browser.find("#case-shown").getText());
            assertTrue(browser.find("#headline").getText().contains("n = 1, no interval"));
            assertEquals(List.of(), browser.messages());
        }
    }
}
