package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.images.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images in one gzipped file, which is the input. */
@ExtendWith(ReaderLimits.class)
class GzippedNiftiFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void gzipped(byte[] input) throws IOException {
        ReaderLimits.check(Files.write(folder.resolve("image.nii.gz"), input), Volumes::read);
    }
}
