package dev.factorizer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as people use it. Pictures of it are kept in target/pictures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowserTest {
    private static final int CASES = 14;
    @TempDir
    static Path folder;
    private Path page;
    private Browser browser;

    @BeforeAll
    void open() throws IOException, InterruptedException {
        page = folder.resolve("report <b>&.html");
        SampleRun.in(folder, CASES).report().withSettings(ReportSettings.DEFAULT.withShownCase("head-01").withGallery(4, 4).withTitle("Heads <1>"))
                .write(page, progress -> { });
        browser = Browser.open(page, folder, true);
        browser.await("the viewer", "document.documentElement.dataset.viewer === 'ready'");
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void nothingIsComplainedOfAndNothingLeavesTheFile() throws IOException, InterruptedException {
        assertEquals("Heads <1>", browser.driver().getTitle());
        assertEquals(List.of(page.toUri().toString()), browser.requests());
        assertEquals(List.of(), browser.messages());
        for (String part : List.of("headline", "cases", "gallery", "volume-section", "reliability", "volumes", "training", "origin")) {
            browser.scrollTo("#" + part);
            browser.picture(part);
        }
    }
}
