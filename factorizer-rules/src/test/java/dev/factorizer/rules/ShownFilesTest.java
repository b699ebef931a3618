package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages show files of the outside projects as they are: what a reader copies is what was built and run. */
class ShownFilesTest {
    private static final String START = "// @start region=\"";
    private static final String END = "// @end";

    /** The text of a file, or of a region of it with its indentation taken off. */
    private static String text(List<String> lines, String region) {
        if (region.isEmpty()) {
            return String.join("\n", lines) + "\n";
        }
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            String bare = line.strip();
            if (inside && bare.equals(END)) {
                return String.join("\n", found).stripIndent() + "\n";
            }
            if (inside) {
                found.add(line);
            }
            inside |= bare.equals(START + region + "\"");
        }
        throw new AssertionError("no region \"" + region + "\" with an end");
    }

    private static String shown(Document.Block block) {
        Path file = Project.ROOT.resolve(block.shown());
        assertTrue(Files.isRegularFile(file), () -> block.place() + " shows " + block.shown() + ", which isn't there");
        return text(Project.lines(file), block.region());
    }

    @Test
    void pagesShowFilesAsTheyAre() {
        List<Document.Block> blocks = Document.all().stream().flatMap(page -> page.blocks().stream())
                .filter(block -> !block.shown().isEmpty()).toList();
        assertTrue(blocks.size() >= 5, () -> "saw only " + blocks);
        blocks.forEach(block -> assertEquals(shown(block), block.text(), () -> block.place() + " differs from " + block.shown()));
    }

    @Test
    void everySampleIsShownOrNamed() {
        Set<String> samples = new TreeSet<>();
        for (Path pom : Project.files(Project.ROOT.resolve("samples"), "pom.xml")) {
            samples.add(Project.ROOT.relativize(pom.getParent()).toString().replace('\\', '/'));
        }
        assertTrue(samples.size() >= 5, () -> "saw only " + samples);
        String pages = Stream.of("README.md", "ARCHITECTURE.md").map(page -> Project.text(Project.ROOT.resolve(page)))
                .collect(Collectors.joining());
        assertEquals(List.of(), samples.stream().filter(sample -> !pages.contains(sample)).toList(), "samples that no page names");
    }

    /** Lines that are neither empty nor a comment. */
    private static long codeLines(Stream<String> lines) {
        return lines.map(String::strip).filter(line -> !line.isEmpty() && !line.matches("(//|/\\*|\\*).*")).count();
    }

    @Test
    void samplesAreAsShortAsPagesSay() {
        Map<String, Integer> most = Map.of("segment-volume/src/main/java/com/example/segment/SegmentVolume.java", 15,
                "train-hippocampus/src/main/java/com/example/hippocampus/TrainHippocampus.java", 60);
        most.forEach((file, limit) -> {
            long found = codeLines(Project.lines(Project.ROOT.resolve("samples").resolve(file)).stream());
            assertTrue(found >= 10 && found <= limit, () -> file + " has " + found + " lines, expected 10 to " + limit);
        });
        assertEquals(3, codeLines(Stream.of("/** A. */", "class A {", "", "    // b", "    int b;   // b", "    /*", "     * c", "     */", "}")));
    }

    @Test
    void aRegionIsCutOut() {
        List<String> lines = List.of("class A {", "    // @start region=\"x\"", "    int a;", "", "    int b;", "    // @end", "}");
        assertEquals("int a;\n\nint b;\n", text(lines, "x"));
        assertEquals("class A {\n", text(lines, "").substring(0, 10));
        assertThrows(AssertionError.class, () -> text(lines, "y"));
        Document page = Document.parse(Project.ROOT.resolve("README.md"),
                "<!-- shows pom.xml -->\n```xml\n<a/>\n```\n<!-- shows a/B.java#part -->\n```java\nint a;\n```\n\n```java\nint b;\n```\n");
        assertEquals(List.of("pom.xml", "a/B.java", ""), page.blocks().stream().map(Document.Block::shown).toList());
        assertEquals(List.of("", "part", ""), page.blocks().stream().map(Document.Block::region).toList());
    }
}
