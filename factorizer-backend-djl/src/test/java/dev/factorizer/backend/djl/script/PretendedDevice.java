package dev.factorizer.backend.djl.script;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.backend.djl.engine.EngineFailure;
import dev.factorizer.backend.djl.engine.HostCopies;
import dev.factorizer.backend.djl.engine.TorchEngine;
import dev.factorizer.backend.djl.engine.TorchModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device that every machine has: PyTorch's "meta", whose tensors have shapes but no numbers. What reads a number of such a
 * tensor on the host fails there, and so does what brings it together with a tensor of the host: on a GPU the one would wait
 * and the other fail.
 */
final class PretendedDevice {
    /** As PyTorch names it. */
    static final String NAME = "meta";

    private static final String RETURN = "    return [";
    /** Functions that the library has no form of for this device, and others of the same shapes. */
    private static final Map<String, String> STAND_INS = Map.of("torch.relu(", "torch.neg(", "torch.abs(", "torch.neg(",
            "torch.where(", "torch.addcmul(", "torch.__rshift__(", "torch.mul(");

    private PretendedDevice() { }

    /**
     * Runs a script that was written for this device, with its arguments there, and sees that its results are there, too.
     *
     * @param script the script
     * @param manager a manager on the CPU, as tensors of this device are none for DJL: the arguments move first
     * @return why it can't be run there, if it can't
     */
    static Optional<String> failure(TorchScript script, PtNDManager manager) {
        TorchEngine.enter();
        TorchScript moving = new TorchScript(moving(script), script.inputs(), script.outputs(), script.lines());
        try (PtNDManager run = (PtNDManager) manager.newSubManager(); TorchModule module = TorchModule.load(
                ScriptArchive.of(moving), run)) {
            List<PtNDArray> inputs = script.inputs().stream().map(value -> HostCopies.zeros(value.type(), run)).toList();
            module.call(inputs, run);
            return Optional.empty();
        } catch (EngineException e) {
            return Optional.of(EngineFailure.reason(e));
        }
    }

    private static String moving(TorchScript script) {
        StringBuilder text = new StringBuilder();
        for (String line : script.source().lines().toList()) {
            if (!line.startsWith(RETURN)) {
                String known = line;
                for (Map.Entry<String, String> standIn : STAND_INS.entrySet()) {
                    known = known.replace(standIn.getKey(), standIn.getValue());
                }
                text.append(known).append('\n');
            }
            if (line.startsWith("  def forward")) {
                for (int i = 0; i < script.inputs().size(); i++) {
                    int type = ScriptText.code(script.inputs().get(i).type().dataType());
                    text.append("    v" + i + " = torch.to(v" + i + ", torch.device(\"" + NAME + "\"), " + type + ")\n");
                }
            }
            if (line.startsWith(RETURN)) {
                for (String result : line.substring(RETURN.length(), line.length() - 1).split(", ")) {
                    text.append("    assert (" + result + ").is_meta, \"" + result + " is elsewhere\"\n");
                }
                text.append(RETURN + "]\n");
            }
        }
        return text.toString();
    }
}
