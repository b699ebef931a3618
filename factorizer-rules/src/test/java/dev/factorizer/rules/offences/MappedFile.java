package dev.factorizer.rules.offences;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;

/** Two files that are mapped; one that is read isn't. */
public final class MappedFile {
    int called(FileChannel file, Arena arena) throws IOException {
        FileChannel.MapMode mode = FileChannel.MapMode.READ_ONLY;
        return file.map(mode, 0, 1).get(0) + file.map(mode, 0, 1, arena).get(ValueLayout.JAVA_BYTE, 0) + (int) file.size();
    }
}
