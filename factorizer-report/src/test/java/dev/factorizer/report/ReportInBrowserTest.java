package dev.factorizer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as people use it, by mouse and by keyboard. Pictures of it are kept in target/pictures. */
class ReportInBrowserTest {
    private static final int CASES = 14;

    /** Counts pixels of the colors of truth and prediction: more green and blue than red, and the other way round. */
    private static final String COLORED = """
            const canvas = document.getElementById("volume");
            const copy = document.createElement("canvas");
            copy.width = canvas.width;
            copy.height = canvas.height;
            const context = copy.getContext("2d");
            return new Promise(done => requestAnimationFrame(() => {
              document.getElementById("viewer-center").click();
              context.drawImage(canvas, 0, 0);
              const pixels = context.getImageData(0, 0, copy.width, copy.height).data;
              let truth = 0;
              let prediction = 0;
              for (let i = 0; i < pixels.length; i += 4) {
                truth += pixels[i + 1] > pixels[i] + 25 && pixels[i + 2] > pixels[i] ? 1 : 0;
                prediction += pixels[i] > pixels[i + 2] + 60 && pixels[i + 1] > pixels[i + 2] + 20 ? 1 : 0;
              }
              done([truth, prediction]);
            }));
            """;

    @TempDir
    static Path folder;
    private static Path page;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        page = folder.resolve("report <b>&.html");
        SampleRun.in(folder, CASES).report().withSettings(ReportSettings.DEFAULT.withShownCase("head-08").withGallery(4, 4).withTitle("Heads <1>"))
                .write(page, progress -> { });
        browser = Browser.open(page, folder, true);
        browser.await("the viewer", "document.documentElement.dataset.viewer === 'ready'");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static List<String> names() {
        return browser.all("#case-rows td.name").stream().map(WebElement::getText).toList();
    }

    private static void press(CharSequence... keys) {
        browser.focused().sendKeys(keys);
    }

    @Test
    void nothingIsComplainedOfAndNothingLeavesTheFile() throws IOException, InterruptedException {
        assertEquals("Heads <1>", browser.driver().getTitle());
        assertEquals(List.of(page.toUri().toString()), browser.requests());
        assertEquals(List.of(), browser.messages());
        for (String part : List.of("headline", "cases", "gallery", "volume-section", "reliability", "volumes", "metrics", "training", "origin")) {
            browser.scrollTo("#" + part);
            browser.picture(part);
        }
    }

    /** Otherwise the test above would not see one. */
    @Test
    void aRequestAndAForeignScriptAreSeenAndRefused() throws IOException, InterruptedException {
        Path open = folder.resolve("open.html");
        Files.writeString(open, Files.readString(page).replace("</footer>", "</footer><script>document.title = 'foreign'</script>"
                + "<img src=\"http://127.0.0.1:9/x.png\">"));
        try (Browser other = Browser.open(open, folder, true)) {
            other.await("the table", "document.documentElement.dataset.cases === 'ready'");
            assertEquals("Heads <1>", other.driver().getTitle());
            List<String> messages = other.messages();
            assertEquals(2, messages.stream().filter(message -> message.contains("Content Security Policy")).count(), messages::toString);
        }
    }

    @Test
    void headsSortAndFieldsFilter() {
        browser.click("#case-clear");
        List<String> before = names();
        assertEquals(CASES, before.size());
        assertTrue(before.contains(SampleRun.HOSTILE), before::toString);
        browser.click("#case-heads th[data-sort='0'] button");
        assertEquals("head-03", names().getFirst());
        assertEquals("ascending", browser.find("#case-heads th[data-sort='0']").getDomAttribute("aria-sort"));
        browser.click("#case-heads th[data-sort='0'] button");
        assertEquals("head-01", names().getFirst());
        WebElement least = browser.find("#case-filters input[aria-label='dice min']");
        least.sendKeys("0.7");
        assertTrue(names().size() < CASES && names().contains("head-01") && !names().contains("head-03"), () -> names().toString());
        browser.find("#case-filters input[aria-label='name contains']").sendKeys("ONERROR");
        assertEquals(List.of(SampleRun.HOSTILE), names());
        browser.choose("#case-filters select[aria-label='failure']", "any");
        assertEquals(List.of(), names());
        assertEquals("No case matches.", browser.find("#case-shown").getText());
        browser.click("#case-clear");
        assertEquals(CASES, names().size());
        browser.choose("#case-region", "1");
        browser.choose("#case-filters select[aria-label='failure']", "low Dice");
        int core = names().size();
        browser.choose("#case-region", "0");
        assertNotEquals(core, names().size());
        browser.click("#case-clear");
    }

    @Test
    void keysMarkCasesAndTheDownloadHasThem() throws IOException, InterruptedException {
        browser.click("#case-clear");
        browser.click("#case-heads th[data-sort='-2'] button");
        browser.run("document.querySelector('#case-rows tr').focus()");
        assertEquals(SampleRun.HOSTILE, names().getFirst());
        press("p");
        press(Keys.ARROW_DOWN);
        press("f");
        press(Keys.ARROW_DOWN);
        press("?");
        press("n");
        press("=1+1, \"so\"", Keys.ENTER);
        press(Keys.END);
        press("p");
        assertEquals("2 pass, 1 fail, 1 unsure of " + CASES, browser.find("#case-count").getText());
        press("p");
        assertEquals("1 pass, 1 fail, 1 unsure of " + CASES, browser.find("#case-count").getText());
        assertEquals("=1+1, \"so\"", browser.all("#case-rows td.note").get(2).getText());
        browser.click("#case-download");
        Path csv = folder.resolve("cases.csv");
        for (int i = 0; i < 100 && !Files.exists(csv); i++) {
            Thread.sleep(100);
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals(1 + 2 * CASES, lines.size());
        assertEquals("case,region,verdict,note,failure,dice,hd95 (mm),nsd@2,volume (ml),target-volume (ml),lesion-f1,entropy", lines.getFirst());
        assertTrue(lines.get(1).startsWith("<img src=x onerror=alert(1)>,whole,pass,,,0.9"), lines.get(1));
        assertTrue(lines.get(5).startsWith("head-03,whole,unsure,\"'=1+1, \"\"so\"\"\",false,0,"), lines.get(5));
        Path other = Files.writeString(folder.resolve("other.csv"), "\ufeffcase,region,verdict,note,failure\r\n<img src=x onerror=alert(1)>,whole,fail,,\r\n"
                + "head-03,whole,,\"'=1+1, \"\"no\"\"\nso\",false\r\nhead-04,whole,,,\r\nelsewhere,whole,pass,,\r\n");
        browser.find("#case-file").sendKeys(other.toString());
        browser.await("the marks", "document.getElementById('case-loaded').textContent");
        assertEquals("Loaded the marks of 2 cases; 1 are not in this report, such as elsewhere.", browser.find("#case-loaded").getText());
        assertEquals("0 pass, 2 fail, 0 unsure of " + CASES, browser.find("#case-count").getText());
        assertEquals("=1+1, \"no\"\nso", browser.run("return document.querySelectorAll('#case-rows td.note .note-text')[2].textContent"));
        browser.find("#case-file").sendKeys(csv.toString());
        browser.await("the marks", "document.getElementById('case-loaded').textContent === 'Loaded the marks of 3 cases.'");
        assertEquals("1 pass, 1 fail, 1 unsure of " + CASES, browser.find("#case-count").getText());
        browser.find("#case-file").sendKeys(Files.writeString(folder.resolve("none.csv"), "a,b\n1,2\n").toString());
        browser.await("the refusal", "document.getElementById('case-loaded').textContent.startsWith('This is no table of cases')");
        browser.driver().navigate().refresh();
        browser.await("the table", "document.documentElement.dataset.cases === 'ready'");
        assertEquals("1 pass, 1 fail, 1 unsure of " + CASES, browser.find("#case-count").getText());
        browser.await("the viewer", "document.documentElement.dataset.viewer === 'ready'");
    }

    @Test
    void aRowLeadsToItsPicturesAndTheirKeysWork() {
        browser.click("#case-clear");
        browser.run("[...document.querySelectorAll('#case-rows tr')].find(row => row.textContent.startsWith('head-14')).focus()");
        press(Keys.ENTER);
        WebElement card = browser.focused();
        assertEquals("head-14", card.getDomAttribute("aria-label"));
        press("u");
        assertEquals("unsure", card.findElement(By.cssSelector(".verdict")).getText());
        press("n");
        press("left, edge", Keys.ENTER);
        assertEquals("left, edge", card.findElement(By.cssSelector(".note-text")).getText());
        assertEquals("left, edge", browser.run("return [...document.querySelectorAll('#case-rows tr')].find(row => row.textContent.startsWith('head-14'))"
                + ".querySelector('.note-text').textContent"));
        browser.click("#" + card.getDomAttribute("id") + " button[data-note]");
        press(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, Keys.ENTER);
        assertEquals("", card.findElement(By.cssSelector(".note-text")).getText());
        browser.click("#" + card.getDomAttribute("id") + " button[data-verdict='unsure']");
        assertFalse(card.findElement(By.cssSelector(".verdict")).isDisplayed());
        assertTrue(browser.find(".outline.truth").isDisplayed());
        browser.click("#outlines");
        assertFalse(browser.find(".outline.truth").isDisplayed());
        browser.click("#outlines");
    }

    @Test
    void theViewerShowsTruthAndPredictionUntilTheyAreSwitchedOff() throws IOException, InterruptedException {
        browser.scrollTo("#volume-section");
        long[] both = colored();
        assertTrue(both[0] > 300 && both[1] > 300, () -> both[0] + " pixels of truth, " + both[1] + " of prediction");
        browser.click("#volume");
        browser.run("document.getElementById('volume').focus()");
        press("2");
        long[] prediction = colored();
        assertTrue(prediction[0] < both[0] / 20 && prediction[1] > 300, () -> prediction[0] + " pixels of truth, " + prediction[1] + " of prediction");
        press("3");
        long[] none = colored();
        assertTrue(none[0] < 20 && none[1] < both[1] / 20, () -> none[0] + " pixels of truth, " + none[1] + " of prediction");
        press("2");
        press("3");
        press("6");
        browser.picture("entropy");
        press("6");
        String before = browser.find("#viewer-location").getText();
        press(Keys.ARROW_UP);
        assertNotEquals(before, browser.find("#viewer-location").getText());
        browser.choose("#viewer-planes", "4");
        browser.picture("render");
        browser.choose("#viewer-planes", "3");
        assertEquals(List.of(), browser.messages());
    }

    private static long[] colored() {
        List<?> counts = (List<?>) browser.run(COLORED);
        return new long[] {((Number) counts.get(0)).longValue(), ((Number) counts.get(1)).longValue()};
    }

    @Test
    void withoutWebGlTheCaseIsShownAsSlices() throws IOException, InterruptedException {
        try (Browser plain = Browser.open(page, folder, false, List.of("--force-dark-mode"))) {
            plain.await("the slices", "document.documentElement.dataset.viewer === 'flat'");
            assertTrue(plain.find("#viewer-status").getText().contains("no WebGL 2"), plain.find("#viewer-status").getText());
            assertFalse(plain.find("#viewer").isDisplayed());
            assertEquals(3, plain.all("#viewer-flat svg.slice").size());
            assertTrue(plain.find("#viewer-flat svg.slice").isDisplayed());
            assertEquals(List.of(), plain.messages());
            assertEquals(List.of(page.toUri().toString()), plain.requests());
            plain.scrollTo("#volume-section");
            plain.picture("slices");
            plain.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
            assertFalse(plain.find("nav").isDisplayed());
            assertTrue(plain.find("#viewer-flat svg.slice").isDisplayed());
            assertEquals("rgb(255, 255, 255)", plain.run("return getComputedStyle(document.body).backgroundColor"), "paper is white");
            plain.scrollTo("#gallery");
            plain.picture("paper");
            plain.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
            plain.size(420, 900);
            plain.scrollTo("#headline");
            plain.picture("narrow");
            assertEquals(0L, plain.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"), "wider than a phone");
        }
    }
}
