package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrapperNamesTest {
    private static Map<String, String> plain(String names) {
        return WrapperNames.plain(List.of(names.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"a.w b, a.w b", "module.a module.b, a b", "_orig_mod.a _orig_mod.b, a b", "module._orig_mod.a module._orig_mod.b, a b",
        "_orig_mod.module.a _orig_mod.module.b, a b", "module.module.a module.module.b, a b", "module.a b, module.a b",
        "a._orig_mod.w b, a.w b", "net._orig_mod.a net._orig_mod.b, net.a net.b",
        "_fsdp_wrapped_module.a._fsdp_wrapped_module.w b, a.w b", "a._checkpoint_wrapped_module.w b, a.w b",
        "module.n_averaged module.a, n_averaged a", "n_averaged a, n_averaged a", "a._orig_mod a._orig_mod_.w, a._orig_mod a._orig_mod_.w"})
    void namesLoseWhatWrappersAdd(String names, String expected) {
        assertEquals(List.of(expected.split(" ")), List.copyOf(plain(names).values()));
        assertEquals(List.of(names.split(" ")), List.copyOf(plain(names).keySet()));
    }

    @ParameterizedTest
    @CsvSource({"n_averaged module.a module.b, a b", "n_averaged module._orig_mod.a, a", "_orig_mod.n_averaged _orig_mod.module.a, a",
        "n_averaged module.module.a, a", "module.n_averaged module.module.a module.module.b, a b",
        "n_averaged module.n_averaged module.module.a, a", "_orig_mod.module.n_averaged _orig_mod.module.module._orig_mod.a, a"})
    void theCounterOfAveragedNetworksIsLeftOut(String names, String expected) {
        assertEquals(List.of(expected.split(" ")), List.copyOf(plain(names).values()));
    }

    @Test
    void namesThatWouldMeetStayApart() {
        assertEquals(List.of("a._orig_mod.w", "a.w"), List.copyOf(plain("a._orig_mod.w a.w").values()));
    }
}
