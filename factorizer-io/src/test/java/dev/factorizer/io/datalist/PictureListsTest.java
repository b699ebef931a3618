package dev.factorizer.io.datalist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.datacheck.DataCheck;
import dev.factorizer.io.images.Volumes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets of pictures. */
class PictureListsTest {
    @TempDir
    private Path folder;

    private void picture(String name, int type, int value) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(16, 12, type);
        for (int channel = 0; channel < image.getRaster().getNumBands(); channel++) {
            image.getRaster().setSample(3, 2, channel, value);
        }
        assertTrue(ImageIO.write(image, "png", file.toFile()));
    }

    /** As FIVES has them: photographs of the retina, and their vessels in white. */
    @Test
    void aPairOfFoldersOfPicturesIsADataSet() throws IOException {
        for (String name : List.of("1_A.png", "2_D.png")) {
            picture("train/Original/" + name, BufferedImage.TYPE_3BYTE_BGR, 255);
            picture("train/Ground truth/" + name, name.startsWith("1") ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR, 255);
        }
        Files.createFile(folder.resolve("train/Original/Thumbs.db"));
        DataList list = DataLists.read(folder.resolve("train"));
        assertEquals(List.of("1_A", "2_D"), list.cases(CasePart.TRAINING).stream().map(DataCase::id).toList());
        assertEquals(List.of(), DataCheck.of(list).run().faults());
        for (DataCase one : list.cases(CasePart.TRAINING)) {
            assertEquals(1, Volumes.readLabels(one.label().orElseThrow()).channels());
            assertEquals(3, Volumes.read(one.images()).channels());
        }
        assertEquals(List.of(folder.resolve("train/Ground truth/1_A.png")),
                list.cases(CasePart.TRAINING).getFirst().label().stream().toList());
    }

    /** As nnU-Net has them (NaturalImage2DIO): one file of three colors for three channels. */
    @Test
    void nnunetsPicturesHoldAllTheirChannels() throws IOException {
        picture("imagesTr/road_0000.png", BufferedImage.TYPE_3BYTE_BGR, 255);
        picture("labelsTr/road.png", BufferedImage.TYPE_BYTE_GRAY, 1);
        Files.writeString(folder.resolve("dataset.json"), "{\"channel_names\": {\"0\": \"R\", \"1\": \"G\", \"2\": \"B\"}, \"labels\":"
                + " {\"background\": 0, \"road\": 1}, \"numTraining\": 1, \"file_ending\": \".png\"}");
        DataList list = DataLists.read(folder);
        assertEquals(List.of(folder.resolve("imagesTr/road_0000.png")), list.cases(CasePart.TRAINING).getFirst().images());
        assertEquals(List.of(), DataCheck.of(list).run().faults());
    }
}
