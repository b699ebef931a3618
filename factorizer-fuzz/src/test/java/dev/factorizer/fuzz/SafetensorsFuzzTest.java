package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.weights.StateDictReader;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.io.weights.WrapperNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Safetensors; an input is the file, read as part of a bundle is and as weights to be imported are. */
@ExtendWith(ReaderLimits.class)
class SafetensorsFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void safetensors(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("weights.safetensors"), input);
        ReaderLimits.check(file, path -> Weights.read(path).tensors().values().forEach(StoredTensor::doubles));
        ReaderLimits.check(file, path -> StateDictReader.read(path, "", WrapperNames::plain));
        ReaderLimits.check(file, path -> StateDictReader.read(path, "net", WrapperNames::plain));
    }
}
