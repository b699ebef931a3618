package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.dicom.series.DicomCollection;
import dev.factorizer.io.dicom.series.DicomSeries;
import dev.factorizer.io.images.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** DICOM files in a folder: an input is four of them, the {@link Parts}. Each series is read, and the folder as if it held only one. */
@ExtendWith(ReaderLimits.class)
class DicomFolderFuzzTest {
    private static final int FILES = 4;

    @TempDir
    static Path folder;

    @FuzzTest
    void folder(byte[] input) throws IOException {
        Path scan = Files.createDirectories(folder.resolve("scan"));
        List<byte[]> parts = Parts.of(input, FILES);
        for (int i = 0; i < FILES; i++) {
            Parts.write(scan.resolve("IM" + i), i < parts.size() ? parts.get(i) : new byte[0]);
        }
        ReaderLimits.check(scan, Volumes::read);
        ReaderLimits.check(scan, DicomFolderFuzzTest::readEach);
    }

    private static void readEach(Path scan) throws IOException {
        for (DicomSeries series : DicomCollection.of(scan).series()) {
            series.read();
        }
    }
}
