package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java code in pages compiles against the built modules; programs run. */
class ExamplesTest {
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public |abstract |final )*(?:class|record|interface|enum) (\\w+)");
    private static final Pattern MODULE = Pattern.compile("(?m)^module ([\\w.]+) \\{");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    /** Classes that examples talk about without showing them. */
    private static final Path BESIDE = Path.of("src/test/resources/dev/factorizer/rules/examples").toAbsolutePath();

    /** The name that is changed for another backend. */
    private static final String CHOICE = "Backends.best()";

    @TempDir
    private Path folder;

    private static boolean isProgram(Document.Block block) {
        return block.text().contains("\nvoid main(");
    }

    private static List<Document.Block> blocks() {
        return Document.all().stream().flatMap(page -> page.blocks("java").stream()).toList();
    }

    @TestFactory
    List<DynamicTest> codeCompiles() {
        List<Document> pages = Document.all().stream().filter(page -> !page.blocks("java").isEmpty()).toList();
        assertTrue(pages.size() >= 2, () -> "saw only " + pages.size() + " pages with Java code");
        return pages.stream().map(page -> DynamicTest.dynamicTest(page.file().getFileName().toString(), () ->
                compileAll(page))).toList();
    }

    /** A module descriptor and the classes of its packages are compiled together, every other block alone. */
    private void compileAll(Document page) throws IOException, InterruptedException {
        List<Document.Block> left = new ArrayList<>(page.blocks("java").stream().filter(block -> !isProgram(block)).toList());
        while (!left.isEmpty()) {
            List<Document.Block> together = new ArrayList<>(List.of(left.removeFirst()));
            Matcher module = MODULE.matcher(together.getFirst().text());
            if (module.find()) {
                Predicate<Document.Block> inside = block -> block.text().startsWith("package " + module.group(1));
                left.stream().filter(inside).forEach(together::add);
                left.removeIf(inside);
            }
            compile(Files.createTempDirectory(folder, "page"), together);
        }
    }

    private static void compile(Path folder, List<Document.Block> blocks) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-d", "classes", "-p", ModulePath.text()));
        for (Document.Block block : blocks) {
            arguments.add(write(folder, block.text(), block.place(), arguments));
        }
        arguments.addAll(List.of("--add-modules", "dev.factorizer.models,dev.factorizer.contract"));
        Matcher module = MODULE.matcher(blocks.getFirst().text());
        if (module.find() && blocks.size() > 1) {
            // A test's classes are compiled into the module that they test, which doesn't require the contract.
            arguments.addAll(List.of("--add-reads", module.group(1) + "=dev.factorizer.contract,dev.factorizer.reference"));
            for (Path beside : Project.files(BESIDE, ".java")) {
                arguments.add(write(folder, Project.text(beside), beside.toString(), arguments));
            }
        }
        ModulePath.run(folder, "javac", arguments.toArray(String[]::new));
    }

    /** A new class of one of our own packages is compiled as if it stood there. */
    private static String write(Path folder, String text, String place, List<String> arguments) throws IOException {
        Matcher type = TYPE.matcher(text);
        String name = MODULE.matcher(text).find() ? "module-info" : type.find() ? type.group(1) : "";
        assertTrue(!name.isEmpty(), () -> place + ": neither a module nor a class, nor a program with a main method");
        Matcher inside = PACKAGE.matcher(text);
        String path = inside.find() ? inside.group(1).replace('.', '/') + "/" : "";
        if (path.startsWith("dev/factorizer/api")) {
            arguments.addAll(0, List.of("--patch-module", "dev.factorizer.api=" + folder));
        }
        Path file = folder.resolve(path + name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void wrongCodeIsSeen() {
        Document.Block wrong = new Document.Block("x", "java", "class Wrong { dev.factorizer.api.graph.Graph no = 1; }");
        AssertionError error = assertThrows(AssertionError.class, () -> compile(folder, List.of(wrong)));
        assertTrue(error.getMessage().contains("Graph"), error.getMessage());
    }

    @TestFactory
    List<DynamicTest> programsRun() {
        List<Document.Block> programs = blocks().stream().filter(ExamplesTest::isProgram).toList();
        assertEquals(1, programs.size(), "programs in pages");
        return programs.stream().map(block -> DynamicTest.dynamicTest(block.place(), () -> run(block))).toList();
    }

    private void run(Document.Block block) throws IOException, InterruptedException {
        DemonstrationFiles.write(folder.resolve("factorizer-demo"));
        Volume first = segmentation(block.text(), Map.of());
        assertEquals(DemonstrationFiles.GRID, first.grid());
        long inside = IntStream.range(0, first.grid().voxels()).filter(i -> first.voxels()[i] != 0).count();
        assertTrue(inside > 0 && inside < first.grid().voxels(), () -> "an empty comparison: " + inside + " voxels are inside");
        String other = block.text().replace(CHOICE, "Backends.named(\"djl\")");
        assertNotEquals(block.text(), other, CHOICE);
        Volume second = segmentation(other, Map.of());
        assertEquals(first.grid(), second.grid());
        long different = IntStream.range(0, first.grid().voxels()).filter(i -> first.voxels()[i] != second.voxels()[i]).count();
        assertTrue(different * 1000 <= first.grid().voxels(), () -> different + " voxels differ");
        // Asked for by name and not there, it is not replaced: what ran above was no other.
        AssertionError missing = assertThrows(AssertionError.class,
                () -> segmentation(other, Map.of("PYTORCH_LIBRARY_PATH", folder.toString())));
        assertTrue(missing.getMessage().contains("backend \"djl\" is not available: PYTORCH_LIBRARY_PATH is " + folder),
                missing.getMessage());
    }

    /** What the page's program writes. */
    private Volume segmentation(String program, Map<String, String> environment) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("Example.java"), program);
        Files.deleteIfExists(folder.resolve("lesion.nii.gz"));
        String output = ModulePath.run(folder, environment, "java", "-p", ModulePath.text(), "-cp", ModulePath.natives(),
                "--add-modules", "dev.factorizer.models,dev.factorizer.backend.djl", "Example.java");
        assertTrue(output.lines().anyMatch(line -> line.matches("lesion: \\d+\\.\\d+ ml")), output);
        return Volumes.read(folder.resolve("lesion.nii.gz"));
    }
}
