package dev.factorizer.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of backends, and names that nothing could be asked for by. */
class BackendsTest {
    private record Named(String name, int preference) implements BackendProvider {
        @Override
        public Availability availability() {
            return new Availability.Missing("It is a test's.", "Do without it.");
        }

        @Override
        public Backend open(BackendOptions options) {
            throw new BackendException("not opened here");
        }
    }

    private static String refused(BackendProvider... providers) {
        return assertThrows(BackendException.class, () -> Backends.ordered(List.of(providers))).getMessage();
    }

    @Test
    void thePreferredStandsFirst() {
        assertEquals(List.of("c", "a", "b"), Backends.ordered(List.of(new Named("b", 1), new Named("c", 2), new Named("a", 1)))
                .stream().map(BackendProvider::name).toList());
    }

    @Test
    void eachNeedsANameOfItsOwn() {
        assertEquals("the backend \"a\" is provided by " + Named.class.getName() + " and by " + Named.class.getName()
                + ", expected one; take one of them off the module path or class path", refused(new Named("a", 1), new Named("a", 2)));
        for (String none : new String[] {null, "", " "}) {
            assertTrue(refused(new Named(none, 1)).startsWith("a backend has no name: that of " + Named.class.getName()));
        }
    }
}
