package dev.factorizer.api.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkKindsTest {
    private record Line(String kind, int inputChannels) implements NetworkSettings {
        @Override
        public Network network() {
            return (at, x) -> {
                for (int i = 0; i < inputChannels; i++) {
                    at.parameter("w" + i, Shape.of(1), Initializer.ONES);
                }
                return List.of(x);
            };
        }

        @Override
        public int outputChannels() {
            return inputChannels;
        }

        @Override
        public List<Integer> window() {
            return List.of(4);
        }

        @Override
        public Map<String, Object> toTree() {
            return new SettingsWriter().put("inputChannels", inputChannels).toTree();
        }
    }

    private record Kind(String name, String says) implements NetworkKind {
        @Override
        public NetworkSettings read(SettingsReader settings) {
            return new Line(says, settings.integer("inputChannels"));
        }
    }

    private static void refused(String message, Runnable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    private static final NetworkKinds TWO = new NetworkKinds(List.of(new Kind("line", "line"), new Kind("area", "area")));

    @Test
    void aKindReadsWhatItsSettingsWrite() {
        NetworkSettings line = new Line("line", 3);
        assertEquals(line, TWO.read(line.kind(), line.toTree()));
        assertEquals(List.of("area", "line"), TWO.all().stream().map(NetworkKind::name).toList());
        assertEquals(Map.of("kind", "line", "inputChannels", 3), line.identity().toTree());
        assertEquals(List.of(), line.leastSizes());
    }

    @Test
    void anUnknownKindIsRefusedWithThoseThatAreThere() {
        refused("model: the network is a \"volume\", which no module here provides, expected one of \"area\", \"line\"; put the"
                + " module that provides it on the module path", () -> TWO.read("volume", Map.of()));
        refused("model: the network is a \"volume\", which no module here provides, expected one that is there, but there is"
                + " none; put the module that provides it on the module path",
                () -> new NetworkKinds(List.of()).read("volume", Map.of()));
    }

    @Test
    void twoOfOneNameAreRefused() {
        String name = getClass().getModule().isNamed() ? getClass().getModule().getName() + "/" + Kind.class.getName()
                : Kind.class.getName();
        refused("network: the kind \"line\" is provided by " + name + " and by " + name + ", expected one; take one of them off"
                + " the module path or class path (there are \"area\", \"line\")",
                () -> new NetworkKinds(List.of(new Kind("line", "a"), new Kind("area", "b"), new Kind("line", "c"))));
    }

    @Test
    void settingsThatDoNotFitTheirKindAreRefused() {
        refused("settings: \"inputChannels\" is missing, expected a whole number", () -> TWO.read("line", Map.of()));
        refused("settings: \"depth\" is unknown; misspelled, or made by a later version",
                () -> TWO.read("line", Map.of("inputChannels", 1, "depth", 2)));
        NetworkKinds lying = new NetworkKinds(List.of(new Kind("line", "area")));
        String message = assertThrows(IllegalArgumentException.class, () -> lying.read("line", Map.of("inputChannels", 1)))
                .getMessage();
        assertEquals("reads the kind \"line\" and gives settings of the kind \"area\", expected the same",
                message.substring(message.indexOf("reads")));
    }

    @Test
    void tracingStopsAtTheMostParameters() {
        Network network = new Line("line", 5).network();
        assertEquals(5, Program.trace(network, Shape.of(1, 1, 4), 5).parameters().size());
        refused("network: it asks for more than 4 parameters and buffers, which is far more than there are weights; correct its"
                + " settings, or take the weights that belong to them", () -> Program.trace(network, Shape.of(1, 1, 4), 4));
    }

    @Test
    void givenValuesAreTakenAsTheyAre() {
        Initializer given = new Initializer.Given(new float[] {1, 2});
        assertEquals(List.of(1f, 2f), List.of(given.draw(3, "t", Shape.of(2))[0], given.draw(3, "t", Shape.of(2))[1]));
        assertEquals(given, new Initializer.Given(new float[] {1, 2}));
        refused("initializer: 2 values are given for \"t\", expected 3 for its shape 3", () -> given.draw(3, "t", Shape.of(3)));
    }

    @Test
    void kindsWithoutANameOrWithoutSettingsAreRefused() {
        for (String name : new String[] {null, "", " \n"}) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> new NetworkKinds(List.of(new Kind("line", "line"), new Kind(name, "line")))).getMessage();
            assertEquals("has no name, expected one such as com.example.unet; correct it, or take it off the module path or class"
                    + " path", message.substring(message.indexOf("has no")));
        }
        NetworkKind nothing = new NetworkKind() {
            @Override
            public String name() {
                return "line";
            }

            @Override
            public NetworkSettings read(SettingsReader settings) {
                return null;
            }
        };
        String message = assertThrows(IllegalArgumentException.class,
                () -> new NetworkKinds(List.of(nothing)).read("line", Map.of())).getMessage();
        assertEquals("gives no settings of the kind \"line\", expected some", message.substring(message.indexOf("gives")));
        NetworkKinds nameless = new NetworkKinds(List.of(new Kind("line", null)));
        assertThrows(IllegalArgumentException.class, () -> nameless.read("line", Map.of("inputChannels", 1)));
    }

    @Test
    void resultsBelongToTheNetworksOwnTrace() {
        refused("network: a result is a value of another trace, expected one that is computed from its input",
                () -> Program.trace((at, x) -> List.of(new Trace().input("x", x.type())), Shape.of(1, 1, 4)));
    }

    @Test
    void settingsThatAreNotReadAsTheyAreWrittenAreRefused() {
        TWO.requireReadable(new Line("line", 3));
        TWO.requireReadable(new Line("not there", 3));
        NetworkKinds forgetful = new NetworkKinds(List.of(new NetworkKind() {
            @Override
            public String name() {
                return "line";
            }

            @Override
            public NetworkSettings read(SettingsReader settings) {
                return new Line("line", settings.integer("inputChannels") % 2);
            }
        }));
        forgetful.requireReadable(new Line("line", 1));
        refused("network: the kind \"line\" writes {inputChannels=3} and reads {inputChannels=1} of it, expected the same",
                () -> forgetful.requireReadable(new Line("line", 3)));
        NetworkKinds other = new NetworkKinds(List.of(new Kind("line", "area")));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> other.requireReadable(new Line("line", 3))).getMessage()
                .startsWith("network: the kind \"line\" does not read the settings that it writes: network: "));
    }
}
