package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Model bundles as archives; an input is the file. */
@ExtendWith(ReaderLimits.class)
class BundleArchiveFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void archive(byte[] input) throws IOException {
        ReaderLimits.check(Files.write(folder.resolve("model.zip"), input), TrainedModel::read);
    }
}
