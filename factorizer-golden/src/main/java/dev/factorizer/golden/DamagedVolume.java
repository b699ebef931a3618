package dev.factorizer.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.nifti.NiftiImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A damaged NIfTI file: it must be refused with a message that names it, or, where the damage leaves a choice, read sensibly.
 *
 * @param file the file
 * @param entry what is wrong with it and what is expected
 */
record DamagedVolume(Path file, JsonNode entry) {
    /** Far above what any of the small files takes; what takes longer hangs. */
    private static final long SECONDS = 60;

    GoldenOutcome check() {
        String name = "corrupt/" + file.getFileName();
        String expect = entry.path("expect").asText();
        if (!expect.equals("reject") && !expect.equals("either")) {
            return new GoldenOutcome.Unsupported(name, "expect is \"" + expect + "\", known are reject and either");
        }
        FutureTask<NiftiImage> task = new FutureTask<>(() -> NiftiImage.read(file));
        Thread reader = new Thread(task, "golden " + name);
        reader.setDaemon(true);
        reader.start();
        try {
            return read(name, expect, task.get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return refused(name, e.getCause());
        } catch (TimeoutException e) {
            return new GoldenOutcome.Failed(name, "reading did not end within " + SECONDS + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new GoldenOutcome.Failed(name, "interrupted");
        }
    }

    private GoldenOutcome refused(String name, Throwable thrown) {
        boolean ours = thrown instanceof MalformedFileException && thrown.getMessage().contains(file.getFileName().toString());
        return ours ? new GoldenOutcome.Passed(name, 0, "")
                : new GoldenOutcome.Failed(name, "refused with " + thrown + ", expected a message that names the file");
    }

    private GoldenOutcome read(String name, String expect, NiftiImage image) {
        if (expect.equals("reject")) {
            return new GoldenOutcome.Failed(name, "was read as " + image.header().shape() + ", but " + entry.path("problem"));
        }
        long voxels = image.header().shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        boolean sensible = image.values() % voxels == 0 && image.values() > 0
                && Arrays.stream(image.affine()).allMatch(Double::isFinite);
        return sensible ? new GoldenOutcome.Passed(name, 0, "")
                : new GoldenOutcome.Failed(name, "was read with " + image.values() + " values for " + voxels
                        + " voxels and affine " + Arrays.toString(image.affine()));
    }
}
