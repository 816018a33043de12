# From the matrix of `bulkhead affected`, the manifest.json of cdktf.out and the plans to a pipeline with one job for each stack that is touched or whose
# plan would change something. It applies the stack's sealed plan. A stack to destroy has a job that fails and may: it names it. JSON is YAML to GitLab.
input as $matrix
| input as $assembly
| [inputs | select(.applyable != false) | input_filename | sub(".*/"; "") | rtrimstr(".json")] as $would
| [$matrix.include[] | select(.action == "deploy") | .stack] + $would
| map(select($assembly.stacks[.].dependencies != []))
| unique
| { default: { image: "$IMAGE" } }
  + (if length == 0 then { nothing: { script: ["echo nothing to deploy"] } } else {} end)
  + (map({
      key: "deploy \(.)",
      value: {
        needs: [{ pipeline: "$PARENT", job: "seal" }],
        resource_group: "bulkhead-stack-\(.)",
        environment: { name: "bulkhead-deploy" },
        script: [
          "set -o pipefail",
          "plain() { sed 's/[[:cntrl:]]/?/g; s/::/: :/g; s/##\\[/# #[/g'; }",
          "npm ci",
          "npx bulkhead unseal seal.json --plans plans",
          "terraform -chdir=cdktf.out/stacks/\(.) init -input=false -lockfile=readonly -no-color 2>&1 | plain",
          "terraform -chdir=cdktf.out/stacks/\(.) show -json \"$PWD/plans/\(.).tfplan\" | cmp - plans/\(.).json",
          "terraform -chdir=cdktf.out/stacks/\(.) apply -input=false -no-color \"$PWD/plans/\(.).tfplan\" 2>&1 | plain"
        ]
      }
    }) | from_entries)
  + ([$matrix.include[] | select(.action == "destroy")] | map({
      key: "destroy \(.stack) by hand",
      value: {
        allow_failure: true,
        variables: { GIT_STRATEGY: "none" },
        script: (
          ["echo \"\(.stack) is no longer in the manifest. Unless it was destroyed before, its client keeps its access: destroy it by hand.\""]
          + (.keep // [] | map("echo \"Take \(.) out of its state before.\""))
          + ["exit 1"]
        )
      }
    }) | from_entries)
