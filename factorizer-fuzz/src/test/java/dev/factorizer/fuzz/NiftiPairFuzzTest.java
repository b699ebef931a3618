package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.io.images.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images in two files: an input is the {@link Parts} header and voxels, and is read by the name of each. */
@ExtendWith(ReaderLimits.class)
class NiftiPairFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void pair(byte[] input) throws IOException {
        List<byte[]> parts = Parts.of(input, 2);
        Path header = folder.resolve("image.hdr");
        Path voxels = folder.resolve("image.img");
        Parts.write(header, parts.get(0));
        Parts.write(voxels, parts.get(1));
        ReaderLimits.check(header, Volumes::read);
        ReaderLimits.check(voxels, Volumes::read);
    }
}
