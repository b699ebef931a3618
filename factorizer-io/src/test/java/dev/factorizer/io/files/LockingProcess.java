package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that holds the lock on a file until it is killed. */
final class LockingProcess {
    private LockingProcess() { }

    /** The file; says when it is locked. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
            channel.lock();
            System.out.println("Locked");
            Thread.sleep(60_000);
        }
    }
}
