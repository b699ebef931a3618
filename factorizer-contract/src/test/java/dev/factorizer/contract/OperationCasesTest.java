package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** The list of cases is complete, and a choice of it goes through every check. */
class OperationCasesTest {
    /** How many the API has had since its first release: a scan that finds fewer looked in the wrong place. */
    private static final int LEAST_OPERATIONS = 57;

    @Test
    void everyOperationHasACase() throws IOException {
        SortedSet<String> operations = ModuleOperations.names();
        assertTrue(operations.size() >= LEAST_OPERATIONS, () -> "saw only " + operations);
        assertEquals(List.of(), Coverage.of(OperationCases.all(), OperationContract.SEED).missing(operations),
                "operations without a case in OperationCases");
        assertEquals(List.of("NoSuchThing"), Coverage.of(OperationCases.all(), OperationContract.SEED)
                .missing(List.of("Silu", "NoSuchThing")));
    }

    @Test
    void namesAreUnique() {
        List<OperationCase> all = OperationCases.all();
        assertEquals(all.size(), all.stream().map(OperationCase::name).distinct().count());
    }

    @Test
    void someGoThroughEveryCheck() {
        List<String> names = OperationCases.all().stream().filter(OperationCase::everyCheck).map(OperationCase::name).toList();
        assertTrue(names.containsAll(List.of("matmul", "convolution 3-D", "mixerBranch", "channelMlpBranch")), names::toString);
        assertTrue(names.size() < OperationCases.all().size() / 4, () -> "these are too many: " + names);
    }
}
