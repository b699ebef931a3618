package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What training scripts store beside the weights, and what makes a checkpoint one that is refused. */
class BesideWeightsTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) {
        try {
            return Path.of(BesideWeightsTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Weights read(byte[] bytes) throws IOException {
        return TorchCheckpoint.read(Files.write(folder.resolve("model.pt"), bytes));
    }

    private void refused(String beside, String complaint) throws IOException {
        Path file = Files.write(folder.resolve("model.pt"), Pickles.legacy(Pickles.beside(beside), 2));
        String message = assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(complaint), message);
    }

    /** Eighty things of PyTorch, numpy and Python, written by these. */
    @ParameterizedTest
    @ValueSource(strings = {"beside-zip-2.pt", "beside-zip-5.pt", "beside-legacy-2.pt", "beside-legacy-5.pt"})
    void whatPythonWritesDoesNotMatter(String name) throws IOException {
        Weights weights = TorchCheckpoint.read(resource(name));
        assertEquals(List.of("w", "b"), List.copyOf(weights.tensors().keySet()));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, weights.tensors().get("w").floats());
        assertArrayEquals(new long[] {7, 8}, weights.tensors().get("b").longs());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ccollections\ndefaultdict\nc__builtin__\nlist\n\u0085R", "ccollections\ndefaultdict\nc__builtin__\nlong\n\u0085R",
        "ccollections\ndefaultdict\nc__builtin__\ndict\n\u0085R", "ccollections\ndefaultdict\nc__builtin__\nfloat\n\u0085R",
        "ccollections\ndefaultdict\ncbuiltins\nlist\n\u0085R", "ccollections\ndefaultdict\n)R", "ccollections\nCounter\n}\u0085R",
        "cmy.project.logger\nLogger\n)\u0081}b", "cmy.project\nmake\nK\1\u0085R", "(K\1imy.project\nLogger\n",
        "(cmy.project\nLogger\nK\1o", "cmy.project\nLogger\n)}\u0092", "cmy.project\nLogger\n)\u0081(K\1K\2u", "(K\1\u0091", "\u008f(K\1\u0090",
        "c__builtin__\ngetattr\nc__main__\nOuter\nX\5\0\0\0Inner\u0086R)\u0081",
        "cmy.project\nList\n)\u0081(K\1K\2e", "ccopy_reg\n_reconstructor\n(cmy.project\nOld\nc__builtin__\nobject\nNtR",
        "}(K\1K\2\u0086K\3NK\4G\0\0\0\0\0\0\0\0K\5u", "(X\6\0\0\0modulecmy.project\nNet\nX\4\0\0\0net.X\4\0\0\0codetQ",
        "cdatetime\ndatetime\nC\12\7\u00e4\1\1\0\0\0\0\0\0\u0085R", "cnumpy\nndarray\n", "ctorch.optim.adamw\nAdamW\n",
        "ctorch._C._nn\ngelu\n", "ctorch\ncomplex64\n"})
    void otherThingsDoNotMatterEither(String beside) throws IOException {
        String object = Pickles.beside(beside);
        for (byte[] bytes : List.of(Pickles.legacy(object, 2), Pickles.zip(object, 2, ZipEntry.STORED),
                Pickles.zip(object, 2, ZipEntry.DEFLATED))) {
            assertArrayEquals(new float[] {1, 2}, read(bytes).tensors().get("w").floats());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "cos\nsystem\nX\4\0\0\0true\u0085R", "cposix\nsystem\n", "(X\4\0\0\0trueios\nsystem\n", "(cos\nsystem\nX\4\0\0\0trueo",
        "csubprocess\nPopen\n", "csubprocess\nrun\n", "ccommands\ngetoutput\n", "c__builtin__\nexec\n", "cbuiltins\neval\n",
        "cbuiltins\n__import__\n", "cbuiltins\nopen\n", "cbuiltins\ncompile\n", "cbuiltins\nmap\n", "cimportlib\nimport_module\n",
        "cpkgutil\nresolve_name\n", "crunpy\n_run_code\n", "coperator\nmethodcaller\n", "cwebbrowser\nopen\n", "cpty\nspawn\n",
        "ctimeit\ntimeit\n", "csocket\nsocket\n", "cctypes\nCDLL\n", "cmarshal\nloads\n", "c_pickle\nloads\n", "ctypes\nCodeType\n",
        "clogging.config\nlisten\n", "ccollections\n_sys\n", "ctorch\nload\n", "ctorch.hub\nload\n", "ctorch.jit\nload\n",
        "ctorch.storage\n_load_from_bytes\n", "cnumpy\nload\n", "cnumpy.testing._private.utils\nrunstring\n", "cpip\nmain\n",
        "cpip._internal\nmain\n", "c__builtin__\ngetattr\nctorch\nfloat32\nX\11\0\0\0__class__\u0086R",
        "c__builtin__\ngetattr\ncmy.project\nos\nX\6\0\0\0system\u0086R", "X\23\0\0\0torch.serializationX\11\0\0\0os.system\u0093",
        "casyncio.unix_events\n_UnixSubprocessTransport._start\n",
        "cimportlib.util\nmodule_from_spec\n", "ctorch.utils.collect_env\nrun\n", "ctorch.storage\n_load_from_bytes.x\n",
        "ccollections.abc\nsys.modules\n", "cfunctools\nreduce\n", "cbuiltins\nhasattr\n",
        "X\12\0\0\0my.projectX\15\0\0\0Class.__init_\u0093", "X\10\0\0\0my.thingX\27\0\0\0Class.mro.__globals__.x\u0093"})
    void whatWouldDoSomethingIsRefused(String beside) throws IOException {
        refused(beside, "which is not part of a state dict; nothing was executed");
    }

    @Test
    void tricksAreRefused() throws IOException {
        refused("cmy.project\nmake\n)R)R", "calls something that is not a known constructor; nothing was executed");
        refused("coperator\nattrgetter\nX\6\0\0\0system\u0085Rcmy.project\nos\n\u0085R", "calls something that is not a known constructor");
        refused("c__builtin__\ngetattr\nK\1X\1\0\0\0a\u0086R", "asks for an attribute of a whole number");
        refused(Pickles.tensor(2, "") + "}b", "sets the state of an object that has none");
        refused("cmy.project\nLogger\n}b", "sets the state of an object that has none");
        refused(Pickles.tensor(2, "") + "K\1K\2s", "puts items into something that is no dict");
        refused("\u0082\1", "code 0x82");
        refused("X\1\0\0\0aq\1\u0082\1", "code 0x82");
        refused("h\7", "recalls object 7, which it never stored");
        refused("Nr\u00ff\u00ff\u00ff\177", "remembers object 2147483647 of at most");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            complex            | a tensor of torch.complex64
            conjugate          | a tensor of torch.complex64
            complex-double     | a tensor of torch.complex128
            float8             | a tensor of torch.float8_e4m3fn
            float8-e5m2        | a tensor of torch.float8_e5m2
            quantized          | a quantized tensor
            quantized-channels | a quantized tensor
            sparse             | a sparse tensor
            sparse-rows        | a sparse tensor
            meta               | a tensor on the device "meta", without numbers
            nested             | a tensor of the class torch.nested._internal.nested_tensor.NestedTensor
            subclass           | a tensor of the class __main__.Subclass
            array              | an array of numpy
            number             | a number
            none               | None
            text               | a text
            dict               | a dict
            list               | a list
            class              | an object of __main__.Color
            """)
    void amongTheWeightsItIsAnErrorThatSaysWhatItIs(String key, String what) {
        for (String format : List.of("zip", "legacy")) {
            Path file = resource("tensors-" + format + ".pt");
            String message = assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(file, key)).getMessage();
            assertTrue(message.startsWith(file + ": state dict has an entry \"w\" that is " + what + ", expected a plain tensor"),
                    message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "parameter", "buffer", "attributes", "transposed", "part", "negative", "negative-double",
        "negative-half", "negative-bfloat16", "negative-long", "negative-short", "negative-parameter", "negative-imaginary",
        "uint16", "uint32", "uint64", "uint16-part"})
    void everyFormOfAPlainTensorHasItsNumbers(String key) throws IOException {
        for (String format : List.of("zip", "legacy")) {
            StoredTensor tensor = TorchCheckpoint.read(resource("tensors-" + format + ".pt"), key).tensors().get("w");
            assertArrayEquals(new int[] {2, 3}, tensor.shape());
            assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, tensor.doubles());
        }
    }

    @Test
    void metadataAndHooksAreNeverIgnored() throws IOException {
        String dict = "}" + Pickles.text("w");
        String negated = dict + Pickles.tensor(2, "}" + Pickles.text("neg") + "\u0088s") + "s";
        assertArrayEquals(new float[] {-1, -2}, read(Pickles.legacy(negated, 2)).tensors().get("w").floats());
        String not = dict + Pickles.tensor(2, "}" + Pickles.text("neg") + "\u0089s") + "s";
        assertArrayEquals(new float[] {1, 2}, read(Pickles.legacy(not, 2)).tensors().get("w").floats());
        for (String metadata : Set.of("}" + Pickles.text("conj") + "\u0088s", "}" + Pickles.text("new") + "\u0088s", "K\1",
                "}" + Pickles.text("neg") + "K\1s")) {
            byte[] bytes = Pickles.legacy(dict + Pickles.tensor(2, metadata) + "s", 2);
            String message = assertThrows(MalformedFileException.class, () -> read(bytes)).getMessage();
            assertTrue(message.contains("\"w\" that is a tensor with metadata that isn't understood"), message);
        }
        byte[] hooks = Pickles.legacy((dict + Pickles.tensor(2, "") + "s").replace("\u0089}", "\u0089}K\1cmy\nhook\ns"), 2);
        assertTrue(assertThrows(MalformedFileException.class, () -> read(hooks)).getMessage()
                .contains("\"w\" that is a tensor with hooks"));
    }

    @Test
    void aPartOfAStorageBeginsWhereItBegins() throws IOException {
        // Before PyTorch 0.4, a storage could be a part of another: its key, the first element, how many.
        String part = "(" + Pickles.text("storage") + "ctorch\nFloatStorage\n" + Pickles.text("0") + Pickles.text("cpu") + "K\5("
                + Pickles.text("9") + "K\2K\3ttQ";
        String object = "}" + Pickles.text("w") + "ctorch._utils\n_rebuild_tensor\n(" + part + "K\1K\2\u0085K\1\u0085tRs";
        assertArrayEquals(new float[] {4, 5}, read(Pickles.legacy(object, 5)).tensors().get("w").floats());
        byte[] beyond = Pickles.legacy(object.replace("K\1K\2\u0085", "K\2K\2\u0085"), 5);
        assertTrue(assertThrows(MalformedFileException.class, () -> read(beyond)).getMessage()
                .contains("from element 2 to 3 of a storage of 3"));
    }
}
