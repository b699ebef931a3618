package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.images.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Arrays of NumPy, alone or in archives; an input is the file. */
@ExtendWith(ReaderLimits.class)
class NumpyFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void numpy(byte[] input) throws IOException {
        ReaderLimits.check(Files.write(folder.resolve("array.npy"), input), Volumes::read);
    }
}
