"use strict";
/* One case in NiiVue. Without WebGL 2 its slices stay as pictures. */
(async () => {
  const data = JSON.parse(document.getElementById("viewer-data").textContent);
  const stage = document.getElementById("viewer");
  const flat = document.getElementById("viewer-flat");
  const status = document.getElementById("viewer-status");
  const done = state => { document.documentElement.dataset.viewer = state; };
  if (!document.createElement("canvas").getContext("webgl2")) {
    status.textContent = "This browser has no WebGL 2, so the case is shown as three slices through the lesion.";
    done("flat");
    return;
  }

  /* Shades of one color: labels differ, and truth stays apart from prediction. */
  const shades = {
    truth: [[53, 214, 180], [30, 160, 220], [120, 230, 120], [0, 120, 150], [170, 240, 220], [90, 110, 240]],
    prediction: [[255, 157, 46], [240, 90, 60], [255, 214, 90], [190, 80, 20], [255, 190, 150], [230, 60, 120]]
  };

  function labelColors(kind, most) {
    const colors = {R: [0], G: [0], B: [0], A: [0], I: [0], labels: ["background"]};
    for (let label = 1; label <= most; label++) {
      const [r, g, b] = shades[kind][(label - 1) % shades[kind].length];
      colors.R.push(r);
      colors.G.push(g);
      colors.B.push(b);
      colors.A.push(255);
      colors.I.push(label);
      colors.labels.push("label " + label);
    }
    return colors;
  }

  /* Where the cross is, in mm to the right, to the front and upwards, and what the layers have there. */
  function showLocation(location) {
    const place = ["R", "A", "S"].map((axis, i) => `${axis} ${location.mm[i].toFixed(1)}`).join(", ");
    const values = location.values.map((one, i) => `${data.layers[i].name} ${+Number(one.value).toPrecision(4)}`).join(", ");
    document.getElementById("viewer-location").textContent = `${place} mm: ${values}`;
  }

  let view;
  try {
    view = new niivue.Niivue({isRadiologicalConvention: true, dragAndDropEnabled: false, logLevel: "error", loadingText: "", isRuler: true,
      show3Dcrosshair: true, crosshairWidth: 0.35, crosshairColor: [1, 0.25, 0.25, 0.8], fontColor: [1, 1, 1, 1], backColor: [0, 0, 0, 1], isNearestInterpolation: true, sagittalNoseLeft: true, viewModeHotKey: "",
      clipPlaneHotKey: "", cycleClipPlaneHotKey: ""});
    view.onLocationChange = showLocation;
    await view.attachToCanvas(document.getElementById("volume"));
    for (const layer of data.layers) {
      const image = await niivue.NVImage.loadFromBase64({base64: layer.file, name: layer.name + ".nii.gz", opacity: layer.shown ? layer.opacity : 0,
        colormap: layer.labels ? "gray" : layer.colors, cal_min: layer.low, cal_max: layer.high, trustCalMinMax: false});
      if (layer.labels) {
        image.setColormapLabel(labelColors(layer.colors, layer.high));
      } else {
        image.cal_min = layer.low;
        image.cal_max = layer.high;
      }
      view.addVolume(image);
    }
    view.setSliceType(view.sliceTypeMultiplanar);
    view.scene.crosshairPos = view.mm2frac(data.center);
    view.updateGLVolume();
  } catch (failure) {
    status.textContent = "The viewer could not start (" + failure.message + "), so the case is shown as three slices through the lesion.";
    done("flat");
    return;
  }
  stage.hidden = false;
  flat.hidden = true;

  const boxes = [];
  const list = document.getElementById("viewer-layers");
  data.layers.forEach((layer, i) => {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    const slider = document.createElement("input");
    box.type = "checkbox";
    box.checked = layer.shown;
    slider.type = "range";
    slider.min = 0;
    slider.max = 1;
    slider.step = 0.05;
    slider.value = layer.opacity;
    slider.setAttribute("aria-label", "opacity of " + layer.name);
    const show = () => view.setOpacity(i, box.checked ? Number(slider.value) : 0);
    box.addEventListener("change", show);
    slider.addEventListener("input", () => {
      box.checked = true;
      show();
    });
    label.append(box, ` ${i < 9 ? i + 1 + " " : ""}${layer.name}`);
    item.append(label, slider);
    list.append(item);
    boxes.push(box);
  });
  document.getElementById("viewer-planes").addEventListener("change", event => view.setSliceType(Number(event.target.value)));
  document.getElementById("viewer-center").addEventListener("click", () => {
    view.scene.crosshairPos = view.mm2frac(data.center);
    view.drawScene();
    view.createOnLocationChange();
  });
  const steps = {ArrowRight: [-1, 0, 0], ArrowLeft: [1, 0, 0], ArrowUp: [0, 1, 0], ArrowDown: [0, -1, 0], PageUp: [0, 0, 1], PageDown: [0, 0, -1]};
  document.getElementById("volume").addEventListener("keydown", event => {
    const step = steps[event.key];
    const box = boxes[Number(event.key) - 1];
    if (step) {
      view.moveCrosshairInVox(...step);
    } else if (box) {
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change"));
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  status.textContent = "";
  done("ready");
})();
