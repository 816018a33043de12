# From the matrix of `bulkhead affected` to a pipeline with one job for each stack, which applies its sealed plan. JSON is YAML to GitLab.
[.include[] | select(.action == "deploy" and .stage == "tenant") | .stack]
| { default: { image: "$IMAGE" } }
  + (if length == 0 then { nothing: { script: ["echo nothing to deploy"] } } else {} end)
  + (map({
      key: "deploy \(.)",
      value: {
        needs: [{ pipeline: "$PARENT", job: "seal" }],
        resource_group: "bulkhead-stack-\(.)",
        environment: { name: "bulkhead-deploy" },
        script: [
          "npm ci",
          "npx bulkhead unseal seal.json --plans plans",
          "terraform -chdir=cdktf.out/stacks/\(.) init -input=false",
          "terraform -chdir=cdktf.out/stacks/\(.) apply -input=false \"$PWD/plans/\(.).tfplan\""
        ]
      }
    }) | from_entries)
