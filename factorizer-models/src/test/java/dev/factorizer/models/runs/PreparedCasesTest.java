package dev.factorizer.models.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases are opened by several threads, whose failures are those of the thread that waits. */
class PreparedCasesTest {
    private static final List<DataCase> CASES = IntStream.range(0, 5).mapToObj(number -> new DataCase("case" + number, "subject" + number,
            CasePart.TRAINING, List.of(Path.of("image.nii")), Optional.empty(), OptionalInt.empty())).toList();

    @Test
    void theyAreInTheOrderOfTheList() throws IOException {
        assertEquals(List.of("case0", "case1", "case2", "case3", "case4"), PreparedCases.open(CASES, DataCase::id, 3, _ -> { }, () -> { }));
    }

    @Test
    void anErrorEndsTheWait() {
        StackOverflowError error = new StackOverflowError();
        Throwable failure = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThrows(IllegalStateException.class,
                () -> PreparedCases.open(CASES, _ -> {
                    throw error;
                }, 2, _ -> { }, () -> { })));
        assertSame(error, failure.getCause());
    }

    @Test
    void anInterruptedThreadFails() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> PreparedCases.open(CASES, DataCase::id, 1, _ -> { }, () -> { }));
        assertTrue(Thread.interrupted());
    }

    @Test
    void noMoreAreOpenThanTheHeapHolds(@TempDir Path folder) throws IOException {
        List<DataCase> cases = new ArrayList<>();
        for (int edge : new int[] {4, 10}) {
            Path image = folder.resolve(edge + ".nii");
            Volumes.write(new Volume(new Grid(edge, edge, edge, Affine.diagonal(1, 1, 1)), 1, new float[edge * edge * edge]), image);
            cases.add(new DataCase("case" + edge, "subject" + edge, CasePart.TRAINING, List.of(image), Optional.empty(), OptionalInt.empty()));
        }
        Fold fold = new Fold("fold", cases, List.of());
        assertEquals(64, PreparedCases.threads(fold, 64, 1L << 40));
        assertEquals(3, PreparedCases.threads(fold, 64, 3 * 6 * 4000));
        assertEquals(1, PreparedCases.threads(fold, 64, 100));
        assertEquals(2, PreparedCases.threads(new Fold("fold", CASES, CASES), 2, 100), "files that can't be read are refused later");
    }
}
