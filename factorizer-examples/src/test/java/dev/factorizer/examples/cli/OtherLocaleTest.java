package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers are written alike everywhere: in German with a comma, in Egypt with other digits, they would be others. */
class OtherLocaleTest {
    @TempDir
    private Path folder;
    private Path bundle;
    private Path scan;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        scan = TinyCase.scan(folder.resolve("scan.nii.gz"), 5);
        TinyCase.truth(folder.resolve("scan_truth.nii.gz"), 200);
    }

    private String run(String locale, String... arguments) throws IOException, InterruptedException {
        List<String> command = ProcessTest.command("-Duser.language=" + locale.substring(0, 2), "-Duser.country=" + locale.substring(3, 5),
                "-Duser.extensions=" + locale.substring(5), "-Djava.awt.headless=true");
        command.addAll(List.of(arguments));
        command.addAll(List.of("--backend", "jvm", "--model", bundle.toString()));
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(folder.resolve("err.txt").toFile()).start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the process has not ended");
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("err.txt")));
        return Files.readString(out);
    }

    @Test
    void componentsHaveTheSameFilesAndTable() throws IOException, InterruptedException {
        String[] arguments = {"explain", "--input", scan.toString(), "--top", "2", "--output", folder.resolve("maps").toString()};
        String table = run("en-US", arguments);
        Path maps = Files.move(folder.resolve("maps"), folder.resolve("english"));
        assertEquals(table, run("ar-EGu-nu-arab", arguments));
        try (Stream<Path> files = Files.list(maps)) {
            for (Path file : files.toList()) {
                assertEquals(-1, Files.mismatch(file, folder.resolve("maps").resolve(file.getFileName())), file.toString());
            }
        }
    }

    @Test
    void tablesHaveDecimalPoints() throws IOException, InterruptedException {
        String table = run("de-DE", "sweep-iterations", "--cases", folder.toString(), "--iterations", "1", "--output",
                folder.resolve("scores").toString());
        assertTrue(table.contains(" 0.") && !table.contains(" 0,"), table);
        for (String line : Files.readAllLines(folder.resolve("scores/sweep.csv"))) {
            assertEquals(7, line.split(",", -1).length, line);
        }
    }
}
