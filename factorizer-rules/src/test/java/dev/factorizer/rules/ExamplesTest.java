package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
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
        List<Document.Block> left = new ArrayList<>(page.blocks("java").stream()
                .filter(block -> !isProgram(block) && block.shown().isEmpty()).toList());
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
        arguments.addAll(List.of("--add-modules", "dev.factorizer.models,dev.factorizer.contract,dev.factorizer.report"));
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
        assertEquals(2, programs.size(), "programs in pages");
        return programs.stream().map(block -> DynamicTest.dynamicTest(block.place(), () -> {
            if (block.text().contains("Segmenter")) {
                runSegmentation(block);
            } else {
                runFactorization(block);
            }
        })).toList();
    }

    /** Finds the tissues that three contrasts were mixed from, each in a part of the volume of its own. */
    private void runFactorization(Document.Block block) throws IOException, InterruptedException {
        Grid grid = DemonstrationFiles.GRID;
        Map<String, float[]> contrasts = Map.of("t1", new float[] {0, 4}, "t2", new float[] {3, 0}, "flair", new float[] {2, 2});
        for (Map.Entry<String, float[]> contrast : contrasts.entrySet()) {
            float[] voxels = new float[grid.voxels()];
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = contrast.getValue()[tissue(i)] * (1 + i % 5);
            }
            Volumes.write(new Volume(grid, 1, voxels), folder.resolve(contrast.getKey() + ".nii.gz"));
        }
        Files.writeString(folder.resolve("Example.java"), block.text());
        String output = ModulePath.run(folder, "java", "-p", ModulePath.text(), "--add-modules",
                "dev.factorizer.models,dev.factorizer.backend.jvm", "Example.java");
        double error = Double.parseDouble(output.lines().filter(line -> line.startsWith("relative error ")).findFirst()
                .orElseThrow(() -> new AssertionError(output)).substring("relative error ".length()));
        assertTrue(error < 1e-3, output);
        Volume first = Volumes.read(folder.resolve("component-0.nii.gz"));
        Volume second = Volumes.read(folder.resolve("component-1.nii.gz"));
        assertEquals(grid, first.grid());
        int owner = first.voxels()[0] > second.voxels()[0] ? 0 : 1;
        for (int i = 0; i < grid.voxels(); i++) {
            float strong = (tissue(i) == owner ? first : second).voxels()[i];
            float weak = (tissue(i) == owner ? second : first).voxels()[i];
            assertTrue(weak < 0.1 * strong, "voxel " + i + " holds " + strong + " and " + weak);
        }
    }

    private static int tissue(int voxel) {
        return voxel < DemonstrationFiles.GRID.voxels() / 2 ? 0 : 1;
    }

    private void runSegmentation(Document.Block block) throws IOException, InterruptedException {
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
        String output = ModulePath.run(folder, environment, "java", "-p", ModulePath.text(), "-cp", ModulePath.nativeLibraries(),
                "--add-modules", "dev.factorizer.models,dev.factorizer.backend.djl", "Example.java");
        assertTrue(output.lines().anyMatch(line -> line.matches("lesion: \\d+\\.\\d+ ml")), output);
        return Volumes.read(folder.resolve("lesion.nii.gz"));
    }
}
