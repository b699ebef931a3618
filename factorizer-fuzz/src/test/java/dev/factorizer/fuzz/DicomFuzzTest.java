package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.dicom.DicomFrames;
import dev.factorizer.io.dicom.ModalityLut;
import dev.factorizer.io.dicom.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A DICOM file, of which text, numbers, the meaning of values and frames are taken. */
@ExtendWith(ReaderLimits.class)
class DicomFuzzTest {
    private static final int MOST_FRAMES = 3;

    @TempDir
    static Path folder;

    private static void read(Path path) throws IOException {
        DicomFile file = DicomFile.read(path);
        file.dataset().text(Tag.SERIES_DESCRIPTION);
        file.dataset().numbers(Tag.IMAGE_POSITION_PATIENT);
        ModalityLut meaning = ModalityLut.of(file.dataset());
        DicomFrames frames = file.frames();
        for (int i = 0; i < Math.min(MOST_FRAMES, frames.count()); i++) {
            meaning.apply(frames.frame(i)[0]);
        }
    }

    @FuzzTest
    void dicom(byte[] input) throws IOException {
        ReaderLimits.check(Files.write(folder.resolve("scan.dcm"), input), DicomFuzzTest::read);
    }
}
