package dev.factorizer.api.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsWriterTest {
    private static void refused(String message, Runnable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void keepsTheOrderAndMakesNumbersWhatAReaderMakesThem() {
        Map<String, Object> tree = new SettingsWriter().put("z", 1L).put("a", 0.5f).put("m", Arrays.asList(null, true, "t"))
                .put("big", 1L << 40).toTree();
        assertEquals("{z=1, a=0.5, m=[null, true, t], big=1099511627776}", tree.toString());
        assertEquals(Integer.class, tree.get("z").getClass());
        assertEquals(Double.class, tree.get("a").getClass());
        assertThrows(UnsupportedOperationException.class, () -> tree.put("x", 1));
    }

    @Test
    void whatIsNoSettingIsRefusedWithItsPlace() {
        refused("a: found NaN, expected a finite number", () -> new SettingsWriter().put("a", Double.NaN));
        refused("a: is put twice, expected a name of its own for each setting", () -> new SettingsWriter().put("a", 1).put("a", 2));
        refused("t.list[1]: found a Object, expected a text, number, truth value, null, list or map",
                () -> SettingsWriter.copy("t", Map.of("list", List.of(1, new Object()))));
        refused("t.m: found the name 3, expected text", () -> SettingsWriter.copy("t", Map.of("m", Map.of(3, 4))));
        refused("t.n: found 100000000000000000000, expected a number of at most 64 bits",
                () -> SettingsWriter.copy("t", Map.of("n", BigInteger.TEN.pow(20))));
        Object deep = List.of();
        for (int i = 0; i < 101; i++) {
            deep = List.of(deep);
        }
        Object all = deep;
        assertThrows(IllegalArgumentException.class, () -> new SettingsWriter().put("deep", all));
    }

    @Test
    void anIdentityIsItsKindAndItsSettings() {
        Identity identity = new Identity("adamW", new SettingsWriter().put("rate", 0.5).toTree());
        assertEquals(Map.of("kind", "adamW", "rate", 0.5), identity.toTree());
        refused("identity: adamW has a setting named kind, expected another name", () -> new Identity("adamW", Map.of("kind", 1)));
        refused("identity: kind is empty, expected a name such as adamW", () -> new Identity(" "));
    }
}
