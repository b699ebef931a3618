package dev.factorizer.io.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Files of all transfer syntaxes as pydicom, pylibjpeg and GDCM write them, value by value as pydicom reads them. */
class PydicomTest {
    private static final String SCRIPT = "frames.py";
    private static final String MODULES = "numpy, pydicom, openjpeg, libjpeg, gdcm";

    @TempDir
    private Path folder;

    /** Runs the Python that the variable PYTHON names. */
    private int python(String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault("PYTHON", "python3");
        try {
            return new ProcessBuilder(Stream.concat(Stream.of(python), Stream.of(arguments)).toList()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set PYTHON to one that has " + MODULES, e);
        }
    }

    @Test
    void framesAreThoseOfPydicom() throws IOException, InterruptedException {
        if (python("-c", "import " + MODULES) != 0) {
            throw new TestAbortedException("this Python lacks some of " + MODULES + "; set PYTHON to one that has them");
        }
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = PydicomTest.class.getResourceAsStream(SCRIPT)) {
            Files.copy(in, script);
        }
        assertEquals(0, python(script.toString(), folder.toString()), Files.readString(folder.resolve("output.txt")));
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
        }
        assertTrue(files.size() >= 80, () -> "saw only " + files);
        for (Path file : files) {
            checkFile(file);
        }
    }

    private static void checkFile(Path file) throws IOException {
        ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(Path.of(file.toString().replace(".dcm", ".values"))))
                .order(ByteOrder.LITTLE_ENDIAN);
        DicomFrames frames = DicomFile.read(file).frames();
        // Rounding of lossy JPEG and of the irreversible transform isn't prescribed to the last bit.
        double tolerance = file.toString().contains("lossy") || file.toString().matches(".*jpeg-(baseline|extended).*")
                ? Math.max(1, 1e-4 * Math.scalb(1, frames.bitsStored())) : 0;
        double largest = 0;
        for (int i = 0; i < frames.count(); i++) {
            for (double value : frames.frame(i)) {
                double other = expected.getDouble();
                largest = Math.max(largest, Math.abs(value - other));
            }
        }
        assertEquals(0, expected.remaining(), file::toString);
        assertEquals(0, largest, tolerance, file::toString);
        assertEquals(List.of(), frames.warnings(), file::toString);
    }
}
