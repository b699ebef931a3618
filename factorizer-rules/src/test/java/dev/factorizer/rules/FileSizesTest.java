package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files are short: one idea each. */
class FileSizesTest {
    private static final int MEDIAN = 150;
    private static final int MOST = 500;
    /** Of all Java files; raise it with a reason. The last: DICOM and other formats, transforms, data lists, metrics. */
    private static final int BUDGET = 190_000;

    private static int lines(Path file) {
        return Project.lines(file).size();
    }

    @Test
    void filesAreShort() {
        StringBuilder table = new StringBuilder("module                    files    lines   median  longest\n");
        List<Path> all = new ArrayList<>();
        for (Project.Module module : Project.modulesWithSources()) {
            FileSizes sizes = FileSizes.of(module.sources(), FileSizesTest::lines);
            table.append(sizes.row(module.name())).append('\n');
            all.addAll(module.sources());
            assertTrue(sizes.median() <= MEDIAN, () -> module.name() + ": the median file has " + sizes.median() + " lines");
            assertTrue(sizes.most() <= MOST, () -> module.name() + ": " + sizes.longest() + " has " + sizes.most() + " lines");
        }
        FileSizes sum = FileSizes.of(all, FileSizesTest::lines);
        System.out.println(table.append(sum.row("all")));
        assertTrue(all.size() >= 350, () -> "saw only " + all.size() + " files");
        assertTrue(sum.total() <= BUDGET, () -> "all files together have " + sum.total() + " lines, budget " + BUDGET);
    }

    @Test
    void longFilesAreSeen() {
        FileSizes sizes = FileSizes.of(List.of(Path.of("A"), Path.of("Bb"), Path.of("Cccc")), file -> file.toString().length() * 200);
        assertEquals(List.of(200, 400, 800), sizes.lines());
        assertEquals(400, sizes.median());
        assertEquals(800, sizes.most());
        assertEquals("Cccc", sizes.longest());
    }
}
