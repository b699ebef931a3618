package dev.factorizer.models.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
}
