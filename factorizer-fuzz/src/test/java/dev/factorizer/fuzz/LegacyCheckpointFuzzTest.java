package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.weights.StateDictReader;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.WrapperNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of PyTorch before 1.6; an input is the file. */
@ExtendWith(ReaderLimits.class)
class LegacyCheckpointFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void checkpoint(byte[] input) throws IOException {
        ReaderLimits.check(Files.write(folder.resolve("model.pth"), input), path -> StateDictReader
                .read(path, "", WrapperNames::plain).tensors().values().forEach(StoredTensor::doubles));
    }
}
