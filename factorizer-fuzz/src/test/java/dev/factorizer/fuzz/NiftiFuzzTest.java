package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.images.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images in one file, which is the input. */
@ExtendWith(ReaderLimits.class)
class NiftiFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void nifti(byte[] input) throws IOException {
        ReaderLimits.check(Files.write(folder.resolve("image.nii"), input), Volumes::read);
    }
}
