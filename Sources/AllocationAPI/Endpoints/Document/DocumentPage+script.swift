extension DocumentPage {
    /// Builds the page from the document. Text gets into it as text nodes alone, never as markup.
    static let script = #"""
        "use strict";
        function el(name, attributes, ...children) {
          const node = document.createElement(name);
          for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
          for (const child of children.flat()) {
            if (child != null) node.append(child instanceof Node ? child : String(child));
          }
          return node;
        }
        let components = {};
        function resolve(schema) {
          const name = schema && schema.$ref ? schema.$ref.split("/").pop() : null;
          return name ? components[name] || {} : schema || {};
        }
        function typeName(schema) {
          if (schema.$ref) return schema.$ref.split("/").pop();
          if ("const" in schema) return JSON.stringify(schema.const);
          const inner = schema.anyOf || schema.oneOf;
          if (inner) return inner.map(typeName).join(" or ");
          if (schema.type === "array") return "list of " + typeName(schema.items || {});
          const type = Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type || "anything";
          const low = schema.minimum, high = schema.maximum;
          if (low == null) return type;
          return type + (high == null ? " from " + low : " " + low + " to " + high);
        }
        function sample(schema, depth) {
          schema = resolve(schema);
          if ("default" in schema) return schema.default;
          if ("const" in schema) return schema.const;
          if (schema.allOf) return Object.assign({}, ...schema.allOf.map(s => sample(s, depth)));
          const inner = schema.anyOf || schema.oneOf;
          if (inner) {
            const given = inner.find(s => s.type !== "null") || {};
            const isOptional = given !== inner[0] || inner.length > 1 && inner.some(s => s.type === "null");
            return isOptional && !resolve(given).properties ? null : sample(given, depth);
          }
          const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
          if (type === "object") {
            const members = {};
            if (depth > 0) for (const [key, value] of Object.entries(schema.properties || {}))
              members[key] = sample(value, depth - 1);
            return members;
          }
          return {array: [], string: "", integer: schema.minimum || 0, number: 0, boolean: false}[type] ?? null;
        }
        function row(...cells) { return el("tr", {}, cells.map(cell => el("td", {}, cell))); }
        function shape(schema, depth) {
          const found = resolve(schema);
          if (depth === 0) return el("span", {}, typeName(schema));
          if (found.allOf) return el("div", {}, found.allOf.map(s => shape(s, depth)));
          if (found.anyOf && found.anyOf.some(s => resolve(s).properties))
            return el("div", {}, found.anyOf.map(s => shape(s, depth)));
          if (found.type === "array") return el("div", {}, "a list of:", shape(found.items || {}, depth - 1));
          if (!found.properties) return el("span", {}, typeName(schema));
          const needed = new Set(found.required || []);
          return el("div", {class: "wide"}, el("table", {}, Object.entries(found.properties).map(([key, value]) => {
            const inner = resolve(value);
            const deep = inner.properties || inner.anyOf || (inner.type === "array" && inner.items);
            return row(el("code", {}, key + (needed.has(key) ? "" : "?")),
              deep ? shape(value, depth - 1) : typeName(value), inner.description || "");
          })));
        }
        function pretty(text) {
          try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
        }
        function tryOut(method, path, operation) {
          const fields = new Map();
          const rows = (operation.parameters || []).map(parameter => {
            const field = el("input", {"aria-label": parameter.name, autocomplete: "off", spellcheck: "false"});
            fields.set(parameter, field);
            return row(el("code", {}, parameter.name), parameter.in + (parameter.required ? ", required" : ""),
              typeName(parameter.schema || {}), parameter.description || "", field);
          });
          const schema = operation.requestBody?.content?.["application/json"]?.schema;
          let body = null;
          const parts = [];
          if (rows.length)
            parts.push(el("h3", {}, "Parameters"), el("div", {class: "wide"}, el("table", {}, rows)));
          if (schema) {
            body = el("textarea", {"aria-label": "body", spellcheck: "false"});
            body.placeholder = JSON.stringify(sample(schema, 3), null, 2);
            if (operation.requestBody.required) body.value = body.placeholder;
            parts.push(el("h3", {}, "Body"), el("p", {class: "dim"}, operation.requestBody.description || ""),
              shape(schema, 3), body);
          }
          const output = el("pre", {hidden: ""});
          const button = el("button", {type: "button"}, "Send");
          button.addEventListener("click", async () => {
            const query = new URLSearchParams();
            const headers = {};
            for (const [parameter, field] of fields) {
              if (field.value === "") continue;
              if (parameter.in === "header") headers[parameter.name] = field.value;
              else query.append(parameter.name, field.value);
            }
            const request = {method, headers, credentials: "same-origin", cache: "no-store"};
            if (body && body.value.trim() !== "") {
              request.body = body.value;
              headers["content-type"] = "application/json";
            }
            button.disabled = true;
            output.hidden = false;
            output.className = "dim";
            output.textContent = "waiting\u2026";
            try {
              const answer = await fetch(path + (String(query) ? "?" + query : ""), request);
              const unknown = answer.headers.get("x-unknown-fields");
              const text = await answer.text();
              output.className = answer.ok ? "good" : "bad";
              output.textContent = answer.status + " " + answer.statusText
                + (unknown ? "\nnot known: " + unknown : "") + "\n\n" + pretty(text);
            } catch (error) {
              output.className = "bad";
              output.textContent = String(error);
            } finally { button.disabled = false; }
          });
          return [...parts, button, output];
        }
        function answers(operation) {
          return [el("h3", {}, "Answers"), ...Object.entries(operation.responses || {}).map(([status, answer]) =>
            el("details", {}, el("summary", {}, el("span", {class: status < 400 ? "good" : "bad"}, status),
              el("span", {}, answer.description || "")),
              Object.entries(answer.content || {}).map(([type, content]) =>
                el("div", {}, el("p", {class: "dim"}, type), shape(content.schema || {}, 5)))))];
        }
        function show(api) {
          components = api.components?.schemas || {};
          document.getElementById("title").textContent = api.info.title + " " + api.info.version;
          document.getElementById("about").textContent = api.info.description || "";
          const groups = new Map((api.tags || []).map(tag => [tag.name, []]));
          for (const [path, methods] of Object.entries(api.paths)) {
            for (const [method, operation] of Object.entries(methods)) {
              const group = operation.tags?.[0] || "Other";
              if (!groups.has(group)) groups.set(group, []);
              const box = el("details", {}, el("summary", {},
                el("span", {class: "method"}, method.toUpperCase()), el("span", {class: "path"}, path),
                el("span", {class: "dim"}, operation.summary || "")));
              box.addEventListener("toggle", () => {
                box.append(...tryOut(method.toUpperCase(), path, operation), ...answers(operation));
              }, {once: true});
              groups.get(group).push(box);
            }
          }
          document.getElementById("endpoints").replaceChildren(...[...groups].flatMap(([name, boxes]) =>
            boxes.length ? [el("h2", {}, name), ...boxes] : []));
        }
        fetch("/openapi.json").then(answer => answer.json()).then(show).catch(error => {
          document.getElementById("state").textContent = "The document cannot be read: " + error;
        });
        """#
}
